"""Comments, reports and changes of an action in one stream, the newest first."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import Membership
from followup.models import Action, ActionChange, Attachment, Comment, Milestone, StatusReport
from followup.progress.describing import LABELS

SHOWN = 40

# Verb → icon and words.
WORDS: dict[str, tuple[str, Promise]] = {
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
    "edit_action": ("edit", gettext_lazy("changed the action")),
    "describe_action": ("edit", gettext_lazy("changed the action")),
    "link_finding": ("link", gettext_lazy("linked an improvement opportunity")),
    "unlink_finding": ("link", gettext_lazy("unlinked an improvement opportunity")),
    "report_status": ("comment", gettext_lazy("reported the status")),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened or was said."""

    icon: str
    by: str
    at: datetime
    text: str
    body: str = ""
    light: str = ""
    is_undone: bool = False
    comment: Comment | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """What the ids in the history are called."""

    members: Mapping[int, str] = field(default_factory=dict)
    milestones: Mapping[int, str] = field(default_factory=dict)
    attachments: Mapping[int, str] = field(default_factory=dict)


def changes_of(action: Action, most: int) -> list[ActionChange]:
    """The newest changes, those of reports left out: the report itself says it."""
    together = ActionChange.objects.filter(bulk=OuterRef("bulk")).exclude(action=action).order_by().values("bulk")
    others = together.annotate(count=Count("action", distinct=True)).values("count")
    rows = ActionChange.objects.filter(action=action).exclude(verb="report_status").annotate(others=Subquery(others))
    return list(rows.order_by("-id")[:most])


def member_names(action: Action, changes: list[ActionChange]) -> dict[int, str]:
    """Names of the helpers and of all owners the changes tell of; one query, or none."""
    ids = {*action.helper_ids}
    for change in changes:
        for part in (change.before, change.after):
            ids.update(each for each in (part.get("owner_id"), *part.get("helper_ids", [])) if each)
    if not ids:
        return {}
    return dict(Membership.objects.filter(pk__in=ids).values_list("id", "display_name"))


def stream(action: Action, changes: list[ActionChange], names: Names, most: int) -> list[Entry]:
    """All of it, the newest first; two queries."""
    reports = StatusReport.objects.filter(action=action).order_by("-id")[:most]
    comments = Comment.objects.filter(action=action).order_by("-id")[:most]
    entries = [_of_change(change, names) for change in changes]
    entries += [_of_report(report) for report in reports]
    entries += [_of_comment(comment) for comment in comments]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)[:most]


def _of_report(report: StatusReport) -> Entry:
    details = [_("%(percent)s percent done") % {"percent": report.percent}] if report.percent is not None else []
    if report.forecast:
        details.append(_("forecast %(date)s") % {"date": _day(report.forecast)})
    body = report.note + (f"\n{', '.join(details).capitalize()}." if details else "")
    undone = report.withdrawn_at is not None
    return Entry("comment", report.by_name, report.at, _("reported the status"), body, report.light, undone)


def _of_comment(comment: Comment) -> Entry:
    if comment.withdrawn_at:
        return Entry("comment", comment.by_name, comment.at, _("wrote a comment that was taken back"))
    return Entry("comment", comment.by_name, comment.at, _("commented"), comment.text, comment=comment)


def _of_change(change: ActionChange, names: Names) -> Entry:
    icon, words = WORDS.get(change.verb, ("disc", gettext_lazy("changed the action")))
    text = _of_rows(change, names) or str(words)
    if others := getattr(change, "others", None):  # annotated by changes_of()
        together = ngettext("together with %(count)s other", "together with %(count)s others", others)
        text = f"{text} {together % {'count': others}}"
    told = [_told(change, name, names) for name in change.fields]
    body = "\n".join([*(each for each in told if each), *([change.reason] if change.reason else [])])
    return Entry(icon, change.by_name, change.at, text, body, is_undone=change.undone_at is not None)


def _of_rows(change: ActionChange, names: Names) -> str:
    """Words of a change that was of milestones or attachments."""
    if change.verb not in ("tick_milestone", "add_file", "remove_file"):
        return ""
    for kind, pk, values in change.after.get("rows", []):
        if kind == "attachment":
            title = names.attachments.get(pk, "")
            removed = bool(values.get("removed_at"))
            return (_("removed “%(title)s”") if removed else _("added “%(title)s”")) % {"title": title}
        if kind == "milestone":
            return _of_milestone(values) % {"title": names.milestones.get(pk, "")}
    return ""


def _of_milestone(values: Mapping[str, Any]) -> str:  # Any: the JSON of a change
    if "done_on" not in values:
        return _("added the milestone “%(title)s”")
    if values["done_on"]:
        return _("ticked the milestone “%(title)s”")
    if values["is_dropped"]:
        return _("dropped the milestone “%(title)s”")
    return _("opened the milestone “%(title)s” again")


def _told(change: ActionChange, name: str, names: Names) -> str:
    """What a reader wants to know of one changed field."""
    before, after = change.before.get(name), change.after.get(name)
    if name == "due":
        return _("%(before)s → %(after)s") % {"before": _date(before), "after": _date(after)}
    if name == "owner_id" or (name == "owner_text" and "owner_id" not in change.fields):
        sides = {"before": _owner(change.before, names), "after": _owner(change.after, names)}
        return _("%(before)s → %(after)s") % sides
    if name in ("blocked_note", "pause_reason", "effect_text", "effect_seen_how") and after and after != change.reason:
        return str(after)
    if name == "resume_on" and after:
        return _("Is taken up again %(date)s.") % {"date": _date(after)}
    column = name.removesuffix("_id")
    return str(LABELS[column]) if column in LABELS and change.verb in ("edit_action", "describe_action") else ""


def _owner(part: Mapping[str, Any], names: Names) -> str:  # Any: the JSON of a change
    return names.members.get(part.get("owner_id") or 0, "") or part.get("owner_text") or "–"


def _date(value: str | None) -> str:
    return _day(date.fromisoformat(value)) if value else "–"


def _day(value: date) -> str:
    return date_format(value, "j F Y").replace(" ", "\N{NO-BREAK SPACE}")


def names_of(members: dict[int, str], milestones: list[Milestone], attachments: list[Attachment]) -> Names:
    """The names from what the page has loaded already."""
    return Names(members, {each.pk: each.title for each in milestones}, {each.pk: each.title for each in attachments})
