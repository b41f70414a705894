"""What of a plan a document is about: all of it, one area, one unit, with or without what is not acted on."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from followup.documents.content import KeptAction, KeptArea, KeptImprovement, KeptPlan
from followup.models import DecisionKind


@dataclass(frozen=True, slots=True)
class Choice:
    """What the reader asked for; empty means all."""

    area: int | None = None
    unit: str = ""
    only_acted: bool = False

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return self == Choice()


def chosen(plan: KeptPlan, choice: Choice) -> KeptPlan:
    """The part of the plan that was asked for; areas keep their heading even where nothing is left in them."""
    areas = (area for area in plan.areas if choice.area in (None, area.number))
    others = () if choice.area is not None else _of_unit(plan.others, choice.unit)
    return replace(plan, areas=tuple(_area(area, choice) for area in areas), others=others)


def _area(area: KeptArea, choice: Choice) -> KeptArea:
    kept = (replace(each, actions=_of_unit(each.actions, choice.unit)) for each in area.improvements)
    return replace(area, improvements=tuple(each for each in kept if _is_wanted(each, choice)))


def _is_wanted(improvement: KeptImprovement, choice: Choice) -> bool:
    if choice.unit and not improvement.actions:
        return False
    return not choice.only_acted or improvement.kind == DecisionKind.ACT


def _of_unit(actions: Iterable[KeptAction], unit: str) -> tuple[KeptAction, ...]:
    return tuple(each for each in actions if unit in ("", each.unit))
