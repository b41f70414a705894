"""Comments, reports and changes of an action in one stream, day by day, the newest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby

from django.db.models import Count, OuterRef, Subquery
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from followup.models import Action, ActionChange, CheckInAnswer, Comment, StatusReport
from followup.views import change_words
from followup.views.change_words import Said
from followup.views.mention_marks import marked, unwritten

SHOWN = 40
ALL = 1000

# ?visa= → what it is called; the first is the whole stream.
FILTERS: Mapping[str, Promise] = {
    "": gettext_lazy("Everything"),
    "kommentarer": gettext_lazy("Comments"),
    "andringar": gettext_lazy("Changes"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened or was said."""

    icon: str
    by: str
    at: datetime
    text: str
    body: str | SafeString = ""
    said: Sequence[Said] = field(default_factory=tuple)
    light: str = ""
    is_undone: bool = False
    comment: Comment | None = None
    mentions: Sequence[str] = field(default_factory=tuple)  # whom the text does not name itself


@dataclass(frozen=True, slots=True)
class Day:
    """What happened on one local day."""

    on: date
    entries: Sequence[Entry]


def changes_of(action: Action, most: int) -> list[ActionChange]:
    """The newest changes, whatever they were of, each with how many others were changed with it; one query."""
    together = ActionChange.objects.filter(bulk=OuterRef("bulk")).exclude(action=action).order_by().values("bulk")
    others = together.annotate(count=Count("action", distinct=True)).values("count")
    rows = ActionChange.objects.filter(action=action).annotate(others=Subquery(others))
    return list(rows.order_by("-id")[:most])


def people_of(action: Action, changes: Sequence[ActionChange]) -> set[int]:
    """The memberships that the helpers and all the changes speak of."""
    ids = {*action.helper_ids}
    for change in changes:
        for part in (change.before, change.after):
            ids.update(each for each in (part.get("owner_id"), *part.get("helper_ids", [])) if each)
    return ids


def entries_of(
    action: Action, changes: Sequence[ActionChange], members: Mapping[int, str], most: int, shown: str = ""
) -> list[Entry]:
    """All of it or what the filter leaves, the newest first; two queries."""
    comments = (
        [_of_comment(comment) for comment in Comment.objects.filter(action=action).with_names().order_by("-id")[:most]]
        if shown != "andringar"
        else []
    )
    if shown == "kommentarer":
        return comments
    # A report says itself what it changed.
    told = [_of_change(change, members) for change in changes if change.verb != "report_status"]
    reports = [_of_report(report) for report in _reports(action, most)]
    return sorted([*told, *reports, *comments], key=lambda entry: entry.at, reverse=True)[:most]


def by_day(entries: Sequence[Entry]) -> list[Day]:
    """The entries under the local day on which they happened."""
    return [Day(on, list(group)) for on, group in groupby(entries, key=lambda entry: timezone.localdate(entry.at))]


def _reports(action: Action, most: int) -> list[StatusReport]:
    answers = CheckInAnswer.objects.filter(report=OuterRef("pk"))
    rows = StatusReport.objects.filter(action=action).annotate(
        check_in_on=Subquery(answers.values("check_in__on")[:1]),
        answered_for=Subquery(answers.filter(is_for_other=True).values("owner_name")[:1]),
    )
    return list(rows.order_by("-id")[:most])


def _of_report(report: StatusReport) -> Entry:
    said = []
    if report.percent is not None:
        said.append(Said(_("Percent done"), "", f"{report.percent}\N{NO-BREAK SPACE}%"))
    if report.forecast:
        said.append(Said(_("Forecast"), "", change_words.day(report.forecast)))
    undone = report.withdrawn_at is not None
    return Entry("comment", report.by_name, report.at, _how_reported(report), report.note, said, report.light, undone)


def _how_reported(report: StatusReport) -> str:
    on, instead_of = report.check_in_on, report.answered_for  # type: ignore[attr-defined]  # annotated
    if not on:
        return _("reported the status")
    names = {"date": change_words.day(on), "name": instead_of}
    if instead_of:
        return _("reported the status in the check-in %(date)s in the place of %(name)s") % names
    return _("reported the status in the check-in %(date)s") % names


def _of_comment(comment: Comment) -> Entry:
    if comment.withdrawn_at:
        return Entry("comment", comment.by_name, comment.at, _("wrote a comment that was taken back"))
    body, rest = marked(comment.text, comment.names), unwritten(comment.text, comment.names)
    return Entry("comment", comment.by_name, comment.at, _("commented"), body, comment=comment, mentions=rest)


def _of_change(change: ActionChange, members: Mapping[int, str]) -> Entry:
    icon, text = change_words.sentence(change)
    if others := getattr(change, "others", None):  # annotated by changes_of()
        together = ngettext("together with %(count)s other", "together with %(count)s others", others)
        text = f"{text} {together % {'count': others}}"
    return Entry(
        icon,
        change.by_name,
        change.at,
        text,
        "\n".join(change_words.lines(change)),
        change_words.changed_fields(change, members),
        is_undone=change.undone_at is not None,
    )
