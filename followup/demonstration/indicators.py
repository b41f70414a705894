"""Indicators of Ekhult with what was measured, tags and resources of its actions, and a comment that names somebody."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from accounts.editing import Edit
from accounts.roles import Actor
from accounts.tenancy import open_scope
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
    when: Callable[[int], Any],
) -> None:
    """Tell it of those of the actions that the plan has; each by who answers for it, on its day."""
    for title, new in PARTICULARS.items():
        if title in actions:
            with open_scope(lead.scope):
                progress.edit_action(actions[title], lead, Edit({}, new), **when(-160))
    for told in INDICATORS:
        if told.action in actions:
            _measure(actions[told.action], people[told.by], told, day, when)
    title, writer, named, on = NAMING
    if title in actions:
        words = f"@{people[named].display_name}, kan ni pröva samma schema i förskolan på Ekbacken?"
        with open_scope(people[writer].scope):
            progress.add_comment(actions[title], people[writer], text=words, **when(on))


def _measure(action: Action, by: Actor, told: Told, day: Callable[[int], date], when: Callable[[int], Any]) -> None:
    with open_scope(by.scope):
        indicator = progress.add_indicator(
            action,
            by,
            name=told.name,
            measured_in=told.measured_in,
            direction=told.direction,
            baseline=_figure(told.baseline),
            baseline_on=day(-200),
            target=_figure(told.target),
            target_on=day(120),
            **when(-155),
        )
        for on, value, note in told.values:
            progress.add_measurement(
                action, by, indicator=indicator.key, on=day(on), value=_figure(value), note=note, **when(on)
            )


def _figure(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))
