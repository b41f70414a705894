"""What an adopted plan keeps: every improvement opportunity with its decision, every action as it stood."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from accounts.tenancy import ScopedQuerySet
from evaluations.models import PublishedFinding, PublishedScore, PublishedVersion
from evaluations.models.finding import FindingKind
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

# 2: points, estimates, recurrence, and all that an action says. Copies of version 1 are read as they were kept.
SCHEMA_VERSION = 2

type Content = dict[str, Any]  # Any: the JSON of a copy

_TEXTS = (
    *("title", "description", "intended_result", "resources", "reference"),
    *("priority", "effort", "expected_effect", "status", "blocked_note", "blocked_by", "pause_reason"),
    *("effect_seen_how", "effect_text", "cancel_reason"),
)
_DAYS = ("start", "due", "first_due", "started_on", "resume_on", "done_on", "effect_look_on", "effect_on")


def content_of(plan: Plan) -> Content:
    """The plan as JSON, in the order of the report, the same for the same rows.

    Seven queries, where the caller's plan knows its municipality and evaluation.
    """
    version: PublishedVersion | None = (
        PublishedVersion.objects.filter(evaluation_id=plan.evaluation_id).defer("content").order_by("-number").first()
    )
    return {
        "schema_version": SCHEMA_VERSION,
        "municipality": plan.municipality.name,
        "evaluation": plan.evaluation.number,
        "year": plan.evaluation.year,
        "version": version.number if version else None,
        "areas": _areas(plan, version),
        "actions": _actions(plan),
    }


def _areas(plan: Plan, version: PublishedVersion | None) -> list[Content]:
    """The areas that have improvement opportunities, with the points as printed."""
    decisions = {each.finding_id: each for each in Decision.objects.current().filter(plan=plan)}
    scores = PublishedScore.objects.filter(published_version=version, code="").order_by("area_number")
    found: dict[int, Content] = {
        area.area_number: {
            "number": area.area_number,
            "title": area.title,
            "achieved": area.shown_achieved,
            "maximum": area.shown_maximum,
            "improvements": [],
        }
        for area in scores
    }
    for each in _words(plan, version):
        missing = {"number": each.area_number, "title": "", "achieved": None, "maximum": None, "improvements": []}
        area = found.setdefault(each.area_number, missing)
        area["improvements"].append(
            {
                "key": str(each.finding.key),
                "text": each.text,
                "subarea": each.subarea_code,
                "decision": _decision(decisions.get(each.finding_id)),
                "effort": (each.efforts or [""])[0],
                "expected_effect": (each.effects or [""])[0],
                "recurs_from": sorted(set(each.earlier_years)),
            }
        )
    return list(found.values())


def _words(plan: Plan, version: PublishedVersion | None) -> ScopedQuerySet:
    """The improvement opportunities in the report's order, with their estimate and the years that said the same."""
    estimates = FindingEstimate.objects.filter(plan=plan, finding_id=OuterRef("finding_id")).order_by("id")
    earlier = Recurrence.objects.filter(finding_id=OuterRef("finding_id")).order_by("id")
    rows: ScopedQuerySet = (
        PublishedFinding.objects.filter(published_version=version, kind=FindingKind.IMPROVEMENT)
        .select_related("finding")
        .annotate(
            efforts=ArraySubquery(estimates.values("effort")),
            effects=ArraySubquery(estimates.values("expected_effect")),
            earlier_years=ArraySubquery(earlier.values("earlier__evaluation__year")),
        )
        .order_by("area_number", "position")
    )
    return rows


def _decision(decision: Decision | None) -> Content | None:
    if decision is None:
        return None
    return {
        "kind": decision.kind,
        "wait_until": _iso(decision.wait_until),
        "reason": decision.reason,
        "done_what": decision.done_what,
        "done_on": _iso(decision.done_on),
    }


def _actions(plan: Plan) -> list[Content]:
    """Every action by number, with names in place of people and units."""
    helpers = ActionHelper.objects.filter(action_id=OuterRef("pk")).order_by("id")
    links = ActionFinding.objects.filter(action_id=OuterRef("pk")).order_by("finding__key")
    rows = (
        Action.objects.filter(plan=plan)
        .select_related("owner", "unit")
        .annotate(
            helper_names=ArraySubquery(helpers.values("membership__display_name")),
            finding_keys=ArraySubquery(links.values("finding__key")),
        )
        .order_by("number")
    )
    milestones = _milestones(plan)
    indicators = _indicators(plan)
    return [
        {
            "number": action.number,
            **{name: getattr(action, name) for name in _TEXTS},
            **{name: _iso(getattr(action, name)) for name in _DAYS},
            "owner": action.owner.display_name if action.owner else action.owner_text,
            "helpers": sorted(action.helper_names),
            "unit": action.unit.name if action.unit else "",
            "tags": list(action.tags),
            "is_blocked": action.is_blocked,
            "milestones": milestones[action.pk],
            "indicators": indicators[action.pk],
            "improvements": sorted(str(key) for key in action.finding_keys),
        }
        for action in rows
    ]


def _milestones(plan: Plan) -> defaultdict[int, list[Content]]:
    found: defaultdict[int, list[Content]] = defaultdict(list)
    for each in Milestone.objects.filter(action__plan=plan).order_by("position", "id"):
        found[each.action_id].append(
            {
                "title": each.title,
                "due": _iso(each.due),
                "done_on": _iso(each.done_on),
                "is_dropped": each.is_dropped,
            }
        )
    return found


def _indicators(plan: Plan) -> defaultdict[int, list[Content]]:
    found: defaultdict[int, list[Content]] = defaultdict(list)
    for each in Indicator.objects.filter(action__plan=plan, removed_at=None).order_by("id"):
        found[each.action_id].append(
            {
                "name": each.name,
                "measured_in": each.measured_in,
                "direction": each.direction,
                "baseline": _figure(each.baseline),
                "baseline_on": _iso(each.baseline_on),
                "target": _figure(each.target),
                "target_on": _iso(each.target_on),
            }
        )
    return found


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _figure(value: Decimal | None) -> str | None:
    """A value without the noughts that say nothing: 12.500 is «12.5»."""
    if value is None:
        return None
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
