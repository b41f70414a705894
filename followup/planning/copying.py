"""What an adopted plan keeps: every improvement opportunity with its decision, every action as it stood."""

from datetime import date
from typing import Any

from accounts.models import Municipality
from accounts.tenancy import ScopedQuerySet
from evaluations.models import PublishedFinding, PublishedScore, PublishedVersion
from evaluations.models.finding import FindingKind
from followup.models import Action, ActionFinding, Decision, Plan

SCHEMA_VERSION = 1

type Content = dict[str, Any]  # Any: the JSON of a copy


def content_of(plan: Plan) -> Content:
    """The plan as JSON, in the order of the report, the same for the same rows."""
    version: PublishedVersion | None = (
        PublishedVersion.objects.filter(evaluation_id=plan.evaluation_id).defer("content").order_by("-number").first()
    )
    links = list(ActionFinding.objects.filter(action__plan=plan).values_list("action_id", "finding__key"))
    return {
        "schema_version": SCHEMA_VERSION,
        "municipality": Municipality.objects.get(pk=plan.municipality_id).name,
        "evaluation": plan.evaluation.number,
        "year": plan.evaluation.year,
        "version": version.number if version else None,
        "areas": _areas(plan, version),
        "actions": [_action(each, links) for each in _actions(plan)],
    }


def _areas(plan: Plan, version: PublishedVersion | None) -> list[Content]:
    decisions = {each.finding_id: each for each in Decision.objects.current().filter(plan=plan)}
    words = PublishedFinding.objects.filter(published_version=version, kind=FindingKind.IMPROVEMENT)
    areas = PublishedScore.objects.filter(published_version=version, code="").order_by("area_number")
    found: dict[int, Content] = {
        area.area_number: {"number": area.area_number, "title": area.title, "improvements": []} for area in areas
    }
    for each in words.select_related("finding").order_by("area_number", "position"):
        area = found.setdefault(each.area_number, {"number": each.area_number, "title": "", "improvements": []})
        area["improvements"].append(
            {
                "key": str(each.finding.key),
                "text": each.text,
                "decision": _decision(decisions.get(each.finding_id)),
            }
        )
    return [area for area in found.values() if area["improvements"]]


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


def _actions(plan: Plan) -> ScopedQuerySet:
    rows: ScopedQuerySet = Action.objects.filter(plan=plan).select_related("owner", "unit").order_by("number")
    return rows


def _action(action: Action, links: list[tuple[int, Any]]) -> Content:
    return {
        "number": action.number,
        "title": action.title,
        "description": action.description,
        "intended_result": action.intended_result,
        "owner": action.owner.display_name if action.owner else action.owner_text,
        "unit": action.unit.name if action.unit else "",
        "start": _iso(action.start),
        "due": _iso(action.due),
        "priority": action.priority,
        "status": action.status,
        "improvements": sorted(str(key) for owner, key in links if owner == action.pk),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
