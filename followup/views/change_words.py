"""What a change of an action says to its readers: a sentence, and from what to what."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from followup.models import ActionChange, ActionStatus, Direction, Level, Light
from followup.progress import indicators, milestones
from followup.progress.changing import HELPERS, ROWS, TOLD
from followup.progress.describing import LABELS
from followup.views.indicator_chart import figure

# Verb or event → icon and words; an event goes before the verb it belongs to.
WORDS: Mapping[str, tuple[str, Promise]] = {
    "create_action": ("plus", gettext_lazy("made the action")),
    "start_action": ("half", gettext_lazy("started the action")),
    "block_action": ("bar", gettext_lazy("marked the action as blocked")),
    "unblock_action": ("check", gettext_lazy("marked the action as no longer blocked")),
    "pause_action": ("pause", gettext_lazy("paused the action")),
    "resume_action": ("half", gettext_lazy("took the action up again")),
    "complete_action": ("filled", gettext_lazy("marked the action as done")),
    "show_effect": ("check-ring", gettext_lazy("showed the effect")),
    "withdraw_effect": ("undo", gettext_lazy("took the effect back")),
    "reopen_action": ("undo", gettext_lazy("opened the action again")),
    "cancel_action": ("cross-ring", gettext_lazy("cancelled the action")),
    "restore_action": ("undo", gettext_lazy("restored the action")),
    "move_deadline": ("calendar", gettext_lazy("moved the due date")),
    "change_owner": ("person", gettext_lazy("changed the owner")),
    "owner_leaves": ("person", gettext_lazy("left: the action lacks an owner")),
    "owner_claims": ("person", gettext_lazy("took the action over")),
    "link_finding": ("link", gettext_lazy("linked an improvement opportunity")),
    "unlink_finding": ("link", gettext_lazy("unlinked an improvement opportunity")),
    "milestone.added": ("plus", gettext_lazy("added the milestone “%(milestone)s”")),
    "milestone.edited": ("edit", gettext_lazy("changed the milestone “%(milestone)s”")),
    "milestone.ticked": ("check-ring", gettext_lazy("ticked the milestone “%(milestone)s”")),
    "milestone.dropped": ("cross-ring", gettext_lazy("dropped the milestone “%(milestone)s”")),
    "milestone.reopened": ("ring", gettext_lazy("opened the milestone “%(milestone)s” again")),
    "attachment.added": ("file", gettext_lazy("added “%(attachment)s”")),
    "attachment.removed": ("file", gettext_lazy("removed “%(attachment)s”")),
    "indicator.added": ("plus", gettext_lazy("added the indicator “%(indicator)s”")),
    "indicator.edited": ("edit", gettext_lazy("changed the indicator “%(indicator)s”")),
    "indicator.removed": ("cross-ring", gettext_lazy("removed the indicator “%(indicator)s”")),
    "measurement.added": ("disc", gettext_lazy("measured “%(indicator)s”")),
    "measurement.withdrawn": ("undo", gettext_lazy("took back a measurement of “%(indicator)s”")),
}
OTHERWISE = ("edit", gettext_lazy("changed the action"))
LONG = frozenset({"description", "intended_result", "note", "resources"})  # what they say stands on the page
HIDDEN = frozenset({"first_due", "times_moved", "status_before", "owner_left", "reported_at", "started_on"})
CHOICES = {"status": ActionStatus, "priority": Level, "effort": Level, "expected_effect": Level, "light": Light}
NAMES: Mapping[str, Promise] = LABELS | {
    "status": gettext_lazy("Status"),
    "due": gettext_lazy("Due date"),
    "owner_id": gettext_lazy("Owner"),
    "owner_text": gettext_lazy("Owner"),
    "unit_id": gettext_lazy("Unit"),
    HELPERS: gettext_lazy("Helpers"),
    "blocked_by": gettext_lazy("Can be solved by"),
    "resume_on": gettext_lazy("Is taken up again"),
    "done_on": pgettext_lazy("date", "Done"),
    "effect_on": pgettext_lazy("date", "Effect shown"),
    "effect_look_on": gettext_lazy("To be looked for"),
    "percent": gettext_lazy("Percent done"),
    "forecast": gettext_lazy("Forecast"),
}
TEXTS = ("blocked_note", "pause_reason", "effect_text", "effect_seen_how", "cancel_reason")  # said once, as they are


class Said(NamedTuple):
    """A changed field: its name, what it was and what it is; a name alone where both are long."""

    name: str
    before: str = ""
    after: str = ""


def sentence(change: ActionChange) -> tuple[str, str]:
    """The icon and what the person did."""
    told = change.after.get(TOLD, {})
    icon, words = WORDS.get(told.get("event", "")) or WORDS.get(change.verb, OTHERWISE)
    if "%(" not in str(words):
        return icon, str(words)
    return icon, str(words) % {name: told.get(name, "") for name in ("milestone", "attachment", "indicator")}


def lines(change: ActionChange) -> list[str]:
    """What was written with it: texts of the action, the reason."""
    written = [change.after[name] for name in TEXTS if name in change.fields and change.after.get(name)]
    return list(dict.fromkeys([*map(str, written), *filter(None, [change.reason])]))


def changed_fields(change: ActionChange, members: Mapping[int, str]) -> list[Said]:
    """From what to what, field by field; a new action is told by its sentence alone."""
    if change.verb == "create_action":
        return []
    said = [each for name in change.fields if (each := _said(change, name, members)) is not None]
    measured = change.after.get(TOLD, {}).get("measurement")
    return [*said, *([Said(measured)] if measured else []), *_of_rows(change)]


def _said(change: ActionChange, name: str, members: Mapping[int, str]) -> Said | None:
    if name in HIDDEN or name in TEXTS or name not in NAMES:
        return None
    if name == "owner_text" and "owner_id" in change.fields:
        return None
    label = str(NAMES[name])
    if name in LONG:
        return Said(label)
    if name == "unit_id":
        before, after = change.after.get(TOLD, {}).get("unit", ("", ""))
        return Said(label, before or "–", after or "–") if before or after else Said(label)
    before, after = (_shown(name, part, members) for part in (change.before, change.after))
    return Said(label, before, after)


def _shown(name: str, part: Mapping[str, Any], members: Mapping[int, str]) -> str:  # Any: the JSON of a change
    value = part.get(name)
    if name in ("owner_id", "owner_text"):
        return members.get(part.get("owner_id") or 0, "") or part.get("owner_text") or "–"
    if name == HELPERS:
        return ", ".join(members[each] for each in value or [] if each in members) or "–"
    if value in (None, "", []):
        return "–"
    if name in CHOICES:
        return str(CHOICES[name](value).label)
    if name == "tags":
        return ", ".join(value)
    return _day(value) if _is_day(value) else str(value)


def _of_rows(change: ActionChange) -> Iterator[Said]:
    """The same of an indicator or a milestone that hangs on the action."""
    for (kind, _pk, before), (_kind, _same, after) in zip(
        change.before.get(ROWS, []), change.after.get(ROWS, []), strict=True
    ):
        labels = {"indicator": indicators.LABELS, "milestone": milestones.LABELS}.get(kind, {})
        for name in (name for name in after if name in labels):
            yield Said(str(labels[name]), _of_row(name, before[name]), _of_row(name, after[name]))
        if kind == "milestone" and "position" in after:
            yield Said(_("Order of the milestones"))
            return


def _of_row(name: str, value: Any) -> str:
    if value in (None, ""):
        return "–"
    if name in ("baseline", "target"):
        return figure(Decimal(value))
    if name == "direction":
        return str(Direction(value).label)
    return _day(value) if _is_day(value) else str(value)


def _is_day(value: object) -> bool:
    return isinstance(value, str) and len(value) == 10 and value[4:5] == value[7:8] == "-" and value[:4].isdecimal()


def _day(value: str) -> str:
    return day(date.fromisoformat(value))


def day(value: date) -> str:
    """«30 april 2027»."""
    return date_format(value, "j F Y").replace(" ", "\N{NO-BREAK SPACE}")
