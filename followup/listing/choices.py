"""What the plan's actions can be filtered by: only what some action has is offered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from followup.models import Action

type Pairs = list[tuple[str, str]]

_AFTER_Z = str.maketrans({"å": "{", "ä": "|", "ö": "}", "é": "e", "ü": "u"})
_FIELDS = (
    "unit_id",
    "unit__name",
    "unit__head_id",
    "unit__head__display_name",
    "owner_id",
    "owner__display_name",
    "owner_text",
    "tags",
    "priority",
    "effort",
    "expected_effect",
    "light",
)


@dataclass(frozen=True, slots=True)
class Choices:
    """Units, owners, heads of units and tags in Swedish order; the levels and lights that some action has."""

    units: Pairs
    owners: Pairs
    heads: Pairs
    tags: Pairs
    priorities: frozenset[str]
    efforts: frozenset[str]
    effects: frozenset[str]
    lights: frozenset[str]

    @property
    def has_rows(self) -> bool:
        """Whether the plan has an action at all."""
        return bool(self.efforts)


def choices_of(plan_id: int, by: Any) -> Choices:
    """What the plan's actions have; one query."""
    rows = Action.objects.visible_to(by).filter(plan_id=plan_id).order_by()
    units: dict[str, str] = {}
    owners: dict[str, str] = {}
    heads: dict[str, str] = {}
    tags: dict[str, str] = {}
    levels: tuple[set[str], ...] = (set(), set(), set(), set())
    for row in rows.values_list(*_FIELDS).distinct():
        unit_id, unit, head_id, head, owner_id, name, text, its_tags, *its_levels = row
        if unit_id:
            units[str(unit_id)] = unit
        if head_id:
            heads[str(head_id)] = head
        if owner_id:
            owners[str(owner_id)] = name
        elif text:
            owners[f"text:{text}"] = text
        tags.update((tag, tag) for tag in its_tags)
        for values, value in zip(levels, its_levels, strict=True):
            values.add(value)
    priorities, efforts, effects, lights = (frozenset(each) for each in levels)
    return Choices(
        _in_order(units), _in_order(owners), _in_order(heads), _in_order(tags), priorities, efforts, effects, lights
    )


def _in_order(named: Mapping[str, str]) -> Pairs:
    return sorted(named.items(), key=lambda item: swedish(item[1]))


def swedish(text: str) -> str:
    """A key that sorts å ä ö last, for short lists that are already here."""
    return text.lower().translate(_AFTER_Z)
