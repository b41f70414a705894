"""Who: municipalities, units, people, memberships; the journal and the outbox."""

from accounts.models.counter import Counter
from accounts.models.event import Event, EventFacts, EventSeal
from accounts.models.job import Job
from accounts.models.membership import Membership, Role
from accounts.models.municipality import Municipality
from accounts.models.unit import Unit, UnitKind
from accounts.models.user import User

__all__ = [
    "Counter",
    "Event",
    "EventFacts",
    "EventSeal",
    "Job",
    "Membership",
    "Municipality",
    "Role",
    "Unit",
    "UnitKind",
    "User",
]
