"""Municipalities, units, people and their memberships."""

from datetime import date

from django.contrib.auth.hashers import make_password

from accounts import register
from accounts.models import Membership, Municipality, Role, Unit, UnitKind, User
from accounts.tenancy import Scope, open_scope

TODAY = date(2027, 3, 15)
LONG_AGO = date(2020, 1, 1)
PASSWORD = "ett lösenord av tre ord"
_HASHED: list[str] = []


def municipality(short_name: str) -> Municipality:
    """The row of the register with this short name, as it was loaded."""
    with open_scope(Scope()):
        return Municipality.objects.get(slug=register.slug_of(short_name))


def unit(of: Municipality, name: str = "Kommunstyrelseförvaltningen", kind: str = UnitKind.ADMINISTRATION) -> Unit:
    """A part of a municipality."""
    with open_scope(Scope()), open_scope(Scope(municipality=of.pk)):
        return Unit.objects.create(municipality=of, name=name, kind=kind)


def person(email: str, *, is_active: bool = True, is_demonstration: bool = False, language: str = "sv") -> User:
    """An account without a membership; the password is PASSWORD."""
    if not _HASHED:
        _HASHED.append(make_password(PASSWORD))
    return User.objects.create(
        email=email, password=_HASHED[0], is_active=is_active, is_demonstration=is_demonstration, language=language
    )


def membership(
    of: User,
    role: Role,
    at: Municipality | None = None,
    *,
    name: str = "",
    title: str = "",
    unit: Unit | None = None,
    start: date = LONG_AGO,
    end: date | None = None,
) -> Membership:
    """A role in a municipality, or at SKR where none is named."""
    scope = Scope(municipality=at.pk) if at else Scope(house="admin")
    with open_scope(Scope()), open_scope(scope):
        return Membership.objects.create(
            user=of,
            role=role,
            municipality=at,
            display_name=name or of.email.split("@")[0].capitalize(),
            title=title,
            unit=unit,
            start=start,
            end=end,
        )


def member_of(person: User, at: Municipality) -> Membership:
    """The person's one membership there."""
    with open_scope(Scope()), open_scope(Scope(municipality=at.pk)):
        return Membership.objects.get(user=person, municipality=at)
