"""Who: municipalities, units, people, memberships; the journal and the outbox."""

from accounts.models.api_token import ApiToken
from accounts.models.counter import Counter
from accounts.models.event import Event, EventFacts, EventSeal
from accounts.models.idempotency import Idempotency
from accounts.models.invitation import Invitation
from accounts.models.job import Job
from accounts.models.membership import Membership, Role
from accounts.models.municipality import Municipality
from accounts.models.sharing import MunicipalitySettings, ReaderSees, Sharing, SharingLevel
from accounts.models.unit import Unit, UnitKind
from accounts.models.user import User

__all__ = [
    "ApiToken",
    "Counter",
    "Event",
    "EventFacts",
    "EventSeal",
    "Idempotency",
    "Invitation",
    "Job",
    "Membership",
    "Municipality",
    "MunicipalitySettings",
    "ReaderSees",
    "Role",
    "Sharing",
    "SharingLevel",
    "Unit",
    "UnitKind",
    "User",
]
