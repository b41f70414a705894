"""Taking the plan out as a table: what the reader's filter shows, with all that is known of each action."""

from collections import defaultdict
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import JSONObject

from accounts import journal
from accounts.roles import Actor, require
from evaluations.models import FindingKind, PublishedFinding
from followup import listing
from followup.documents.columns import ActionLine, ImprovementLine
from followup.documents.csv_table import csv_of
from followup.documents.excel import excel_of
from followup.models import (
    Action,
    ActionFinding,
    ActionHelper,
    Decision,
    FindingEstimate,
    Indicator,
    Milestone,
    Plan,
    Recurrence,
)

FORMS = {"xlsx": excel_of, "csv": csv_of}


def export_plan(
    plan: Plan,
    by: Actor,
    *,
    version_id: int | None,
    areas: dict[int, str],
    wanted: listing.Wanted,
    form: str,
    now: datetime,
    today: date,
) -> bytes:
    """The plan's actions that fit the filter as a workbook or CSV; the workbook holds the decisions too.

    Whoever only owns actions gets those that they own or help with, and the improvement opportunities that these
    answer. Everything is read before the file is made; five queries.
    """
    require(by, "export_plan")
    rows = listing.filtered(listing.findable(plan.pk, version_id, by), wanted, today)
    is_whole = by.may("export_whole_plan")
    if not is_whole:
        helped = ActionHelper.objects.filter(action_id=OuterRef("pk"), membership_id__in=by.memberships)
        rows = rows.filter(Q(owner_id__in=by.memberships) | Q(pk__in=helped.values("action_id")))
    improvements = _improvements(plan, version_id, areas, by, today)
    lines = _lines(plan, listing.ordered(rows, wanted), improvements, today)
    if not is_whole:
        answered = {key for line in lines for key in line.finding_ids}
        improvements = {key: each for key, each in improvements.items() if key in answered}
    for line in lines:
        for key in line.finding_ids:
            if key in improvements:
                improvements[key].actions.append(line.action.label)
    made = FORMS[form](lines, list(improvements.values()))
    journal.record(
        by, "plan.exported", plan, now=now, subject=plan.evaluation.number, format=form, count_of_actions=len(lines)
    )
    return made


def _lines(
    plan: Plan,
    rows: QuerySet[Action],
    improvements: dict[int, ImprovementLine],
    today: date,
) -> list[ActionLine]:
    helpers_of, findings_of = _hanging(plan)
    milestones: defaultdict[int, list[Milestone]] = defaultdict(list)
    for step in Milestone.objects.filter(action__plan=plan, is_dropped=False).order_by("position", "id"):
        milestones[step.action_id].append(step)
    indicators: defaultdict[int, list[Indicator]] = defaultdict(list)
    for figure in Indicator.objects.filter(action__plan=plan, removed_at=None).order_by("id"):
        indicators[figure.action_id].append(figure)
    found = []
    for row in rows:
        answered = [improvements[key] for key in findings_of[row.pk] if key in improvements]
        found.append(
            ActionLine(
                action=row,
                areas=list(dict.fromkeys(sorted((each.area for each in answered), key=_number))),
                finding_ids=findings_of[row.pk],
                improvements=[each.text for each in answered],
                helpers=sorted(helpers_of[row.pk]),
                milestones=milestones[row.pk],
                indicators=indicators[row.pk],
                is_late=row.is_overdue(today),
            )
        )
    return found


def _hanging(plan: Plan) -> tuple[defaultdict[int, list[str]], defaultdict[int, list[int]]]:
    """The names of helpers and the improvement opportunities by action: flat and at once, since the database would
    otherwise ask for each row."""
    links = ActionFinding.objects.filter(action__plan=plan).annotate(name=Value(""))
    helpers = ActionHelper.objects.filter(action__plan=plan).annotate(
        finding=Value(0), name=F("membership__display_name")
    )
    helpers_of: defaultdict[int, list[str]] = defaultdict(list)
    findings_of: defaultdict[int, list[int]] = defaultdict(list)
    rows = links.values_list("action_id", "finding_id", "name")
    for action_id, finding_id, name in rows.union(helpers.values_list("action_id", "finding", "name"), all=True):
        if finding_id:
            findings_of[action_id].append(finding_id)
        else:
            helpers_of[action_id].append(name)
    return helpers_of, findings_of


def _number(area: str) -> int:
    return int(area.partition(".")[0])


def _decision(told: list[dict[str, Any]]) -> Decision | None:  # Any: values of JSON
    """The decision that the database told as JSON."""
    if not told:
        return None
    row = told[0]
    days = {name: date.fromisoformat(row[name]) if row[name] else None for name in ("wait_until", "done_on")}
    return Decision(**{**row, **days, "at": datetime.fromisoformat(row["at"])})


def _improvements(
    plan: Plan, version_id: int | None, areas: dict[int, str], by: Actor, today: date
) -> dict[int, ImprovementLine]:
    """The improvement opportunities by the key of their lasting identity, in the order of the report."""
    estimates = FindingEstimate.objects.filter(plan=plan, finding_id=OuterRef("finding_id")).order_by("id")
    earlier = Recurrence.objects.filter(finding_id=OuterRef("finding_id")).order_by("id")
    decisions = Decision.objects.visible_to(by).filter(plan=plan, finding_id=OuterRef("finding_id")).current()
    told = JSONObject(**{name: name for name in ("kind", "wait_until", "reason", "done_what", "done_on", "at")})
    rows = (
        PublishedFinding.objects.filter(published_version_id=version_id, kind=FindingKind.IMPROVEMENT)
        .select_related("finding")
        .annotate(
            efforts=ArraySubquery(estimates.values("effort")),
            effects=ArraySubquery(estimates.values("expected_effect")),
            decisions=ArraySubquery(decisions.values(told=told)),
            earlier_years=ArraySubquery(earlier.values("earlier__evaluation__year")),
        )
        .order_by("area_number", "position")
    )
    return {
        row.finding_id: ImprovementLine(
            key=row.finding.key,
            area=f"{row.area_number}. {areas.get(row.area_number, '')}",
            subarea=row.subarea_code,
            text=row.text,
            decision=(decision := _decision(row.decisions)),
            is_settled=decision is not None and decision.is_settled(today),
            effort="".join(row.efforts[:1]),
            expected_effect="".join(row.effects[:1]),
            recurs_from=sorted(set(row.earlier_years)),
            actions=[],
        )
        for row in rows
    }
