"""The people of the demonstration: invented, marked as such, and refused wherever demonstration is off."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from accounts import municipalities
from accounts.models import Membership, Municipality, Role, Unit, UnitKind, User

PASSWORD = "prova kompass i ekhult"  # noqa: S105 - shared on purpose; such accounts sign in in development only
START = date(2022, 1, 1)
SKR, EKHULT, LOVNAS = "", "demo-ekhult", "demo-lovnas"


@dataclass(frozen=True, slots=True)
class Hat:
    """One role at one place, in the unit where there is one."""

    place: str
    role: Role
    title: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person: what they are in the words of the screen, and their roles."""

    role: str
    name: str
    email: str
    hats: tuple[Hat, ...]


UNITS = (
    ("Kommunledningsförvaltningen", UnitKind.ADMINISTRATION),
    ("Barn- och utbildningsförvaltningen", UnitKind.ADMINISTRATION),
    ("Vård- och omsorgsnämnden", UnitKind.COMMITTEE),
)
OFFICE, SCHOOLS, CARE = (name for name, _kind in UNITS)

PEOPLE = (
    Person("SKR-administratör", "Maud Sandelius", "maud@skr.demo.invalid", (Hat(SKR, Role.SKR_ADMIN),)),
    Person("SKR, godkänner resultat", "Isak Norrhed", "isak@skr.demo.invalid", (Hat(SKR, Role.SKR_EVALUATOR),)),
    Person("SKR, utvärderare", "Tove Ahlmark", "tove@skr.demo.invalid", (Hat(SKR, Role.SKR_EVALUATOR),)),
    Person(
        "Ekhult, samordnare",
        "Karin Ekmark",
        "karin@ekhult.demo.invalid",
        (Hat(EKHULT, Role.COORDINATOR, "Kvalitetsstrateg", OFFICE),),
    ),
    Person(
        "Ekhult, ledning",
        "Anders Holmevik",
        "anders@ekhult.demo.invalid",
        (Hat(EKHULT, Role.MANAGEMENT, "Kommundirektör", OFFICE),),
    ),
    Person(
        "Ekhult, åtgärdsansvarig",
        "Jonas Lindevall",
        "jonas@ekhult.demo.invalid",
        (Hat(EKHULT, Role.ACTION_OWNER, "Utvecklingschef", SCHOOLS),),
    ),
    Person(
        "Ekhult, åtgärdsansvarig",
        "Samira Haddadi",
        "samira@ekhult.demo.invalid",
        (Hat(EKHULT, Role.ACTION_OWNER, "Verksamhetschef", CARE),),
    ),
    Person("Ekhult, läsare", "Gunnel Strandh", "gunnel@ekhult.demo.invalid", (Hat(EKHULT, Role.READER, "Revisor"),)),
    Person(
        "Lövnäs, samordnare, och läsare i Ekhult",
        "Vera Sjöholt",
        "vera@lovnas.demo.invalid",
        (Hat(LOVNAS, Role.COORDINATOR, "Utredare"), Hat(EKHULT, Role.READER)),
    ),
)


def load(today: date) -> None:
    """Add what is missing of the invented municipalities, their units and people. Belongs in an owner's scope.

    Raises ImproperlyConfigured where demonstration is off.
    """
    if not settings.DEMONSTRATION:
        raise ImproperlyConfigured(
            "Demonstration people are loaded where settings.DEMONSTRATION is on, and nowhere else."
        )
    places = {municipality.slug: municipality for municipality in municipalities.load_invented()}
    units = {name: _unit(places[EKHULT], name, kind) for name, kind in UNITS}
    for person in PEOPLE:
        user = _user(person)
        for hat in person.hats:
            Membership.objects.get_or_create(
                user=user,
                role=hat.role,
                municipality=places.get(hat.place),
                defaults={
                    "display_name": person.name,
                    "title": hat.title,
                    "unit": units.get(hat.unit),
                    "start": min(START, today),
                },
            )


def _unit(municipality: Municipality, name: str, kind: UnitKind) -> Unit:
    unit: Unit = Unit.objects.get_or_create(municipality=municipality, name=name, defaults={"kind": kind})[0]
    return unit


def _user(person: Person) -> User:
    """The person's account, with the shared password also where somebody had changed it."""
    user, _made = User.objects.get_or_create(email=person.email, defaults={"is_demonstration": True})
    if not user.check_password(PASSWORD):
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
    return user
