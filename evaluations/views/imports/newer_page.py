"""What a newer file changes in an evaluation that is there: shown row by row."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.importing import accepting
from evaluations.importing.accepting.checks import Proposal
from evaluations.importing.accepting.meeting import Way, meeting
from evaluations.importing.accepting.newer import Change, Kind, Outcome, Row, counted
from evaluations.importing.reviewing.head import LABELS
from evaluations.importing.reviewing.review import ImportClosed
from evaluations.models import Evaluation, ReportImport

KINDS: dict[Kind, Promise] = {
    Kind.TEXT: gettext_lazy("Text"),
    Kind.STRENGTH: gettext_lazy("Strength"),
    Kind.IMPROVEMENT: gettext_lazy("Improvement opportunity"),
    Kind.EXAMPLE: gettext_lazy("Good example"),
}
LONGEST = 300


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row as it is shown: what it is, what stood and what comes."""

    area: int
    what: str
    before: str
    after: str
    key: str
    is_removed: bool


@dataclass(frozen=True, slots=True)
class NewerPage:
    """What accepting does to the evaluation that is there, or why it cannot be accepted onto it."""

    refusal: str = ""
    evaluation: Evaluation | None = None
    is_planned: bool = False
    counts: dict[str, int] = field(default_factory=dict)
    changed: list[ChangedRow] = field(default_factory=list)
    created: list[ChangedRow] = field(default_factory=list)
    unmentioned: list[ChangedRow] = field(default_factory=list)


def newer_page(report_import: ReportImport, proposal: Proposal) -> NewerPage | None:
    """None where the proposal becomes an evaluation of its own; one query then, at most five else."""
    if report_import.is_own:
        return None
    try:
        met = meeting(report_import)
    except (accepting.NotAcceptable, ImportClosed) as refusal:
        return NewerPage(refusal=str(refusal))
    if met.way == Way.NEW or met.evaluation is None:
        return None
    if met.way == Way.PLANNED:
        return NewerPage(evaluation=met.evaluation, is_planned=True)
    changes = met.changes(report_import, proposal)
    removed = set(report_import.replacing.get("remove", ()))
    return NewerPage(
        evaluation=met.evaluation,
        counts=counted(changes),
        changed=_rows(changes, Outcome.CHANGED, removed),
        created=_rows(changes, Outcome.CREATED, removed),
        unmentioned=_rows(changes, Outcome.UNMENTIONED, removed),
    )


def _rows(changes: Iterable[Change], outcome: Outcome, removed: set[str]) -> list[ChangedRow]:
    found = [change for change in changes if change.outcome == outcome]
    return [
        ChangedRow(
            change.row.area,
            _what(change.row),
            _words(change.before),
            _words(change.after),
            change.key,
            change.key in removed,
        )
        for change in sorted(found, key=lambda change: (change.row.area, change.row.kind != Kind.POINTS))
    ]


def _what(row: Row) -> str:
    if row.kind == Kind.HEAD:
        return str(LABELS[row.name])
    if row.kind == Kind.POINTS:
        return row.name or _("The whole area")
    return f"{KINDS[row.kind]}: {row.name}" if row.kind == Kind.TEXT else str(KINDS[row.kind])


def _words(row: Row | None) -> str:
    if row is None:
        return ""
    if row.kind == Kind.POINTS:
        achieved, maximum = (value.removesuffix(".000").replace(".", ",") for value in row.value)
        return _("%(achieved)s of %(maximum)s") % {"achieved": achieved, "maximum": maximum}
    if row.kind == Kind.HEAD:
        return row.value[0] if row.name != "evaluators" else _evaluators(row)
    words = row.value[0]
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"


def _evaluators(row: Row) -> str:
    return "; ".join(_plain(each) for each in row.value)


def _plain(kept: str) -> str:
    person: dict[str, str] = json.loads(kept)
    return ", ".join(part for part in (person.get("name", ""), person.get("organisation", "")) if part)
