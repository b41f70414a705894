"""Indicators of Ekhult with what was measured, tags and resources of its actions, and a comment that names somebody."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from accounts.editing import Edit
from accounts.roles import Actor
from followup import progress
from followup.models import Action, Direction


@dataclass(frozen=True, slots=True)
class Told:
    """The indicator of an action and its values, each on a day counted from today."""

    action: str  # its title
    by: str
    name: str
    measured_in: str
    baseline: str
    target: str
    values: tuple[tuple[int, str, str], ...] = ()
    direction: Direction = Direction.DOWN


INDICATORS = (
    Told(
        "Lova svarstider och bygg e-tjänster för de tio vanligaste ärendena",
        "samira",
        "Handläggningstid för bygglov",
        "dagar",
        "41",
        "20",
        ((-150, "39,5", ""), (-95, "36", "Efter den första e-tjänsten."), (-40, "30,5", ""), (-8, "27", "")),
    ),
    Told(
        "Lova svarstider och bygg e-tjänster för de tio vanligaste ärendena",
        "samira",
        "Ärenden som kan göras digitalt",
        "av 10",
        "1",
        "10",
        ((-10, "4", ""),),
        Direction.UP,
    ),
    Told(
        "Minska sjukfrånvaron i hemtjänst och förskola",
        "samira",
        "Sjukfrånvaro i de fyra grupperna",
        "%",
        "11,2",
        "8",
        ((-110, "11,6", "Februari, influensan."), (-60, "10,4", ""), (-20, "9,8", "")),
    ),
    Told("Gör om introduktionen av nyanställda", "jonas", "Nyanställda som slutar inom ett år", "%", "24", "15"),
)
PARTICULARS: Mapping[str, Mapping[str, str]] = {
    "Lova svarstider och bygg e-tjänster för de tio vanligaste ärendena": {
        "tags": "digitalisering, service",
        "reference": "KS 2022/204",
        "resources": "Två utvecklare på halvtid i ett år, 400 000 kr ur digitaliseringspotten.",
        "intended_result": "Den som söker bygglov eller plats i förskolan vet när svaret kommer.",
    },
    "Minska sjukfrånvaron i hemtjänst och förskola": {"tags": "arbetsmiljö, service"},
    "Gör om introduktionen av nyanställda": {"tags": "arbetsmiljö"},
}
NAMING = ("Minska sjukfrånvaron i hemtjänst och förskola", "samira", "jonas", -19)


def measure(
    actions: Mapping[str, Action],
    people: Mapping[str, Actor],
    lead: Actor,
    day: Callable[[int], date],
    act: Callable[..., Any],
) -> None:
    """Tell it of those of the actions that the plan has; `act` lets a person press a verb on a day, in their scope."""
    for title, new in PARTICULARS.items():
        if title in actions:
            act(lead, progress.edit_action, actions[title], -160, edit=Edit({}, new))
    for told in INDICATORS:
        if told.action in actions:
            action, by = actions[told.action], people[told.by]
            ends = {"baseline": _figure(told.baseline), "target": _figure(told.target)}
            days = {"baseline_on": day(-200), "target_on": day(120)}
            named = {"name": told.name, "measured_in": told.measured_in, "direction": told.direction}
            indicator = act(by, progress.add_indicator, action, -155, **named, **ends, **days)
            for on, value, note in told.values:
                measured = {"on": day(on), "value": _figure(value), "note": note}
                act(by, progress.add_measurement, action, on, indicator=indicator.key, **measured)
    title, writer, named_too, on = NAMING
    if title in actions:
        words = f"@{people[named_too].display_name}, kan ni pröva samma schema i förskolan på Ekbacken?"
        act(people[writer], progress.add_comment, actions[title], on, text=words)


def _figure(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))
