"""Municipalities beyond the register, units, people and their roles."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.contrib.auth.hashers import make_password

from accounts.models import Membership, Municipality, Role, Unit, UnitKind, User
from evaluations.models import Finding
from followup.seeding.dice import Dice

PASSWORD = "prova kompass med fyllda tabeller"  # noqa: S105 - of invented people, who sign in in development only
UNITS = ("Kommunledningskontoret", "Barn- och utbildningsnämnden", "Socialnämnden", "Tekniska nämnden")
ROLES = (Role.COORDINATOR, Role.MANAGEMENT, Role.ACTION_OWNER, Role.ACTION_OWNER, Role.READER, Role.ACTION_OWNER)
FIRST_INVENTED_CODE = 9910


@dataclass(slots=True)
class Town:
    """A municipality with its people."""

    municipality: Municipality
    units: list[Unit] = field(default_factory=list)
    members: list[Membership] = field(default_factory=list)
    actions: int = 0  # so far, in all its plans
    earlier: list[Finding] = field(default_factory=list)  # of the evaluation before

    @property
    def workers(self) -> list[Membership]:
        """Those who may own actions."""
        return [member for member in self.members if member.role in (Role.COORDINATOR, Role.ACTION_OWNER)]

    @property
    def coordinator(self) -> Membership:
        """Who leads the work."""
        return self.members[0]


def make_towns(count: int) -> list[Municipality]:
    """The register's municipalities by code, then invented ones from code 9910 on."""
    towns = list(Municipality.objects.filter(is_demonstration=False).order_by("code")[:count])
    invented = [
        Municipality(
            code=str(FIRST_INVENTED_CODE + number),
            name=f"Provstad {number + 1} kommun",
            short_name=f"Provstad {number + 1}",
            genitive=f"Provstad {number + 1}s",
            slug=f"demo-provstad-{number + 1}",
            is_demonstration=True,
        )
        for number in range(count - len(towns))
    ]
    return towns + Municipality.objects.bulk_create(invented)


def make_people(dice: Dice, towns: list[Municipality], users: int, today: date) -> tuple[list[Town], list[User]]:
    """Two people of SKR and the rest in turn among the towns; returns the towns with them, and SKR's two."""
    password, since = make_password(PASSWORD), today - timedelta(days=900)
    people = User.objects.bulk_create(
        User(key=dice.key(), email=f"person-{number:05}@load.invalid", password=password, is_demonstration=True)
        for number in range(1, users + 1)
    )
    skr, others = people[:2], people[2:]
    Membership.objects.bulk_create(
        Membership(user=person, role=role, display_name=dice.name(), start=since)
        for person, role in zip(skr, (Role.SKR_ADMIN, Role.SKR_EVALUATOR), strict=False)
    )
    made = [Town(each) for each in towns]
    units = Unit.objects.bulk_create(
        Unit(municipality=town.municipality, name=name, kind=UnitKind.COMMITTEE) for town in made for name in UNITS
    )
    for number, unit in enumerate(units):
        made[number // len(UNITS)].units.append(unit)
    members = Membership.objects.bulk_create(
        Membership(
            municipality=made[number % len(made)].municipality,
            user=person,
            role=ROLES[number // len(made) % len(ROLES)],
            display_name=dice.name(),
            unit=dice.one(made[number % len(made)].units),
            start=since,
        )
        for number, person in enumerate(others)
    )
    for number, member in enumerate(members):
        made[number % len(made)].members.append(member)
    return made, skr
