"""People, units and improvement opportunities to choose among, in Swedish order."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.db.models import F, Func, TextField
from django.utils.translation import gettext as _

from accounts.models import Membership, Role, Unit
from accounts.roles import Actor
from accounts.swedish import SwedishKey
from evaluations.models import FindingKind, PublishedFinding
from followup.models import Action

type Choices = list[tuple[str, str]]

# An owner must be able to report: a person with several roles is offered once, as the first of these.
OWNERS = (Role.ACTION_OWNER, Role.COORDINATOR)


class Opportunity(NamedTuple):
    """An improvement opportunity in the report's words."""

    finding_id: int
    area_number: int
    text: str


def members(by: Actor, today: date) -> Choices:
    """Who may own or help, by name; one query."""
    rows = Membership.objects.visible_to(by).valid(on=today).filter(role__in=OWNERS).select_related("unit")
    chosen: dict[int, Membership] = {}
    for row in rows.order_by(SwedishKey("display_name"), "id"):
        other = chosen.get(row.user_id)
        if other is None or OWNERS.index(Role(row.role)) < OWNERS.index(Role(other.role)):
            chosen[row.user_id] = row
    return [
        (str(row.pk), f"{row.display_name}, {row.unit.name}" if row.unit else row.display_name)
        for row in chosen.values()
    ]


def names_of_members(by: Actor, today: date) -> list[str]:
    """The members by name, for fields that suggest one but take any text; one query."""
    rows = Membership.objects.visible_to(by).valid(on=today).exclude(role=Role.READER)
    names = rows.order_by(SwedishKey("display_name"), "id").values_list("display_name", "title")
    return list(dict.fromkeys(", ".join(filter(None, each)) for each in names))


def tags_in_use(plan_id: int, by: Actor) -> list[str]:
    """The tags of the plan's actions, in Swedish order; one query."""
    rows = Action.objects.visible_to(by).filter(plan_id=plan_id).exclude(tags=[])
    words = rows.annotate(word=Func(F("tags"), function="unnest", output_field=TextField())).values_list(
        "word", flat=True
    )
    return sorted(set(words), key=str.casefold)


def units() -> Choices:
    """The municipality's units by name; one query."""
    return [(str(pk), name) for pk, name in Unit.objects.order_by(SwedishKey("name")).values_list("id", "name")]


def opportunities(version_id: int | None) -> list[Opportunity]:
    """The improvement opportunities of a published version, in the report's order; one query."""
    rows = PublishedFinding.objects.filter(published_version_id=version_id or 0, kind=FindingKind.IMPROVEMENT)
    ordered = rows.order_by("area_number", "position").values_list("finding_id", "area_number", "text")
    return [Opportunity(*row) for row in ordered]


def as_choices(found: Iterable[Opportunity]) -> Choices:
    """The opportunities as check boxes, with their area."""
    return [
        (str(each.finding_id), _("Area %(number)s: %(text)s") % {"number": each.area_number, "text": each.text})
        for each in found
    ]


def offer(form: forms.Form, name: str, choices: Choices, *, empty: str | None = None) -> None:
    """Give a field its choices, after an empty one where it may be left."""
    field: Any = form.fields[name]  # Any: the stubs know only the base class
    field.choices = choices if empty is None else [("", empty), *choices]


def date_field(**options: Any) -> forms.DateField:
    """A day, chosen or written as 2027-04-30."""
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


def number_of(text: str) -> int | None:
    """The id that a choice field holds, None for the empty choice."""
    return int(text) if text else None
