"""Who belongs where today: what the middleware looks up before it opens a scope."""

from dataclasses import dataclass
from datetime import date

from accounts.models import Membership, Municipality, Role
from accounts.models.membership import SKR_ROLES


@dataclass(frozen=True, slots=True)
class Places:
    """All a person's memberships valid on a day, with their municipalities, from one query."""

    memberships: tuple[Membership, ...]

    @property
    def of_skr(self) -> tuple[Membership, ...]:
        """The person's roles at SKR."""
        return tuple(membership for membership in self.memberships if membership.municipality_id is None)

    @property
    def municipalities(self) -> tuple[Municipality, ...]:
        """The municipalities in which the person has a role, each once, by code."""
        found = {m.municipality_id: m.municipality for m in self.memberships if m.municipality is not None}
        return tuple(sorted(found.values(), key=lambda municipality: municipality.code))

    def at(self, slug: str) -> tuple[Membership, ...]:
        """The person's roles in the municipality with this address; empty where there are none."""
        return tuple(m for m in self.memberships if m.municipality is not None and m.municipality.slug == slug)

    @property
    def demand_second_factor(self) -> bool:
        """SKR's people and coordinators must sign in with a second factor."""
        return any(m.role in (*SKR_ROLES, Role.COORDINATOR) for m in self.memberships)


def of(user_id: int, today: date) -> Places:
    """The person's memberships valid today; needs a scope that names the user."""
    rows = Membership.objects.filter(user_id=user_id).valid(on=today).select_related("municipality")
    return Places(tuple(rows.order_by("id")))
