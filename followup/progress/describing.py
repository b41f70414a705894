"""The words and particulars of an action, changed by several people at once without loss."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.editing import Clash, Edit, FieldsClash, merged
from accounts.models import Membership, Unit
from accounts.roles import Actor, require
from followup.models import Action, ActionChange, Level
from followup.progress.changing import changing, plain
from followup.progress.owners import check_helpers
from followup.progress.refusals import EndsBeforeStart, TitleMissing, ValueUnknown
from followup.progress.values import day_of, joined, tags_of

LABELS = {
    "title": _("Title"),
    "description": _("What is to be done"),
    "intended_result": _("Intended result"),
    "note": _("Note"),
    "resources": _("Resources"),
    "unit": _("Unit"),
    "start": _("Start"),
    "priority": _("Priority"),
    "effort": _("Effort"),
    "expected_effect": _("Expected effect"),
    "reference": _("Reference number"),
    "tags": _("Tags"),
}
FIELDS = tuple(LABELS)
# An owner's own to change.
DESCRIBED = frozenset({"description", "intended_result", "note", "resources", "effort", "expected_effect"})
_CHOICES = ("priority", "effort", "expected_effect")
_LONGEST = {"title": 200, "reference": 60}


def as_fields(action: Action) -> dict[str, str]:
    """The action as its form shows it: every value a text, empty where there is none."""
    fields = {name: getattr(action, name) for name in FIELDS if name not in ("unit", "start", "tags")}
    unit, start = str(action.unit_id or ""), action.start.isoformat() if action.start else ""
    return {**fields, "unit": unit, "start": start, "tags": joined(action.tags)}


def edit_action(
    action: Action,
    by: Actor,
    edit: Edit,
    *,
    helper_ids: Sequence[int] | None = None,
    helpers_were: Sequence[int] | None = None,
    now: datetime,
    today: date,
) -> Action:
    """Change words and particulars; an owner the description, note, effort and effect, a coordinator all.

    `helper_ids` None leaves the helpers. Of two people who start from the same `helpers_were`, whom either added is
    added and whom either took away is gone. Raises FieldsClash where somebody else changed the same field meanwhile.
    """
    with changing(action, by, "describe_action", "action.edited", now=now, today=today) as change:
        edited = change.action
        change.demand()
        try:
            new = merged(as_fields(edited), edit.of(FIELDS))
        except FieldsClash as clash:
            raise _named(clash, edited) from None
        helpers = _merged_helpers(edited.helper_ids, helper_ids, helpers_were)
        helpers = [each for each in helpers if each != edited.owner_id]
        changes_helpers = set(helpers) != set(edited.helper_ids)
        if changes_helpers or not DESCRIBED.issuperset(new):
            require(by, "edit_action", edited)
            change.verb = "edit_action"
        unit_before = edited.unit.name if "unit" in new and edited.unit else ""
        tags_before = joined(edited.tags)
        for name, value in new.items():
            _put(edited, name, value)
        if "unit" in new:
            change.facts["unit"] = [unit_before, edited.unit.name if edited.unit else ""]
        if joined(edited.tags) != tags_before:
            change.facts["tags"] = [tags_before, joined(edited.tags)]
        if edited.start and edited.due and edited.due < edited.start:
            raise EndsBeforeStart
        if changes_helpers:
            check_helpers([each for each in helpers if each not in edited.helper_ids], by, today)
            change.facts["helpers"] = [_names(edited.helper_ids), _names(helpers)]
            edited.helper_ids = helpers
    return edited


def _merged_helpers(now: Sequence[int], new: Sequence[int] | None, were: Sequence[int] | None) -> list[int]:
    """Those who help now, with what the sender changed of those they were shown."""
    if new is None:
        return list(now)
    shown = now if were is None else were
    kept = [each for each in now if each in new or each not in shown]
    return list(dict.fromkeys([*kept, *(each for each in new if each not in shown)]))


def _names(ids: Sequence[int]) -> str:
    rows = Membership.objects.filter(pk__in=ids).order_by("pk")
    return ", ".join(rows.values_list("display_name", flat=True))


def _put(action: Action, name: str, value: str) -> None:
    value = plain(value, _LONGEST.get(name, 10_000))
    if name == "title" and not value:
        raise TitleMissing
    if name in _CHOICES and value not in ("", *Level.values):
        raise ValueUnknown
    if name == "unit":
        action.unit = _unit(value)
    elif name == "start":
        action.start = day_of(value)
    elif name == "tags":
        action.tags = tags_of(value)
    else:
        setattr(action, name, value)


def _unit(value: str) -> Unit | None:
    if not value:
        return None
    found: Unit | None = Unit.objects.filter(pk=int(value)).first() if value.isdecimal() and len(value) < 19 else None
    if found is None:
        raise ValueUnknown
    return found


def _named(clash: FieldsClash, action: Action) -> FieldsClash:
    """The same refusal with the fields' names, and who wrote the other text when."""
    last: ActionChange | None = (
        ActionChange.objects.filter(action_id=action.pk, fields__overlap=_columns(clash)).order_by("-id").first()
    )
    told: dict[str, Any] = {"by": last.by_name, "at": last.at} if last else {}
    return FieldsClash(
        tuple(
            Clash(each.name, each.was, each.theirs, each.yours, LABELS.get(each.name, each.name), **told)
            for each in clash.clashes
        )
    )


def _columns(clash: FieldsClash) -> list[str]:
    return ["unit_id" if each.name == "unit" else each.name for each in clash.clashes]
