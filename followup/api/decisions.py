"""Improvement opportunities, the decisions on them, and the plan they belong to."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api.calls import KompassView
from evaluations.reporting.result import result_of
from followup.api.bodies import Choice
from followup.api.finding import chosen_result, findings_of, plan_here, the_plan
from followup.api.shapes import DecisionOut, ImprovementOut, PlanOut
from followup.improvements import ImprovementState, states_of
from followup.models import Decision, Plan, PlanState
from followup.overview import sees_work
from followup.planning import decide, plan_of

CASE = OpenApiParameter("case", str, description="A case number; the newest where empty.")


class CaseAsked(serializers.Serializer):  # type: ignore[misc]  # REST framework has no types
    """Which case."""

    case = serializers.CharField(required=False, max_length=20)


def _case(view: KompassView) -> str:
    asked = CaseAsked(data=view.request.query_params)
    asked.is_valid(raise_exception=True)
    return str(asked.validated_data.get("case", ""))


class Improvements(KompassView):
    """The improvement opportunities."""

    @extend_schema(
        operation_id="improvements",
        parameters=[CASE],
        responses=ImprovementOut(many=True),
        tags=["improvements"],
        summary="Improvement opportunities with their decisions",
    )
    def get(self, request: Any, municipality: str) -> Response:
        """Those of the newest result, in the report's words and order."""
        chosen = chosen_result(self.by, municipality, _case(self))
        states = states_of(chosen.version, self.by, today=self.asked.today) if sees_work(self.by) else None
        rows = [
            ImprovementOut.row(
                area, item, states.get(item.key, ImprovementState(item.key)) if states is not None else None
            )
            for area in result_of(chosen.version.content).areas
            for item in area.improvements
        ]
        return Response(ImprovementOut(rows, many=True).data)


class Plans(KompassView):
    """The plans."""

    @extend_schema(operation_id="plans", responses=PlanOut(many=True), tags=["plans"], summary="Plans")
    def get(self, request: Any, municipality: str) -> Response:
        """All plans, the newest evaluation's first; for whom the work is not shown to, those that were adopted."""
        rows = Plan.objects.visible_to(self.by).select_related("evaluation").newest_first()
        if not sees_work(self.by):
            rows = rows.exclude(state=PlanState.DRAFT)
        return Response(PlanOut(rows, many=True).data)


class Decisions(KompassView):
    """The decisions."""

    @extend_schema(
        operation_id="decisions",
        parameters=[CASE],
        responses=DecisionOut(many=True),
        tags=["decisions"],
        summary="Decisions that apply",
    )
    def get(self, request: Any, municipality: str) -> Response:
        """The current decision of each improvement opportunity; undecided ones have none."""
        plan = plan_here(self.by, _case(self))
        rows = Decision.objects.visible_to(self.by).filter(plan=plan).current().select_related("finding")
        return Response(DecisionOut(rows.order_by("finding_id") if plan else [], many=True).data)


class Decide(KompassView):
    """One decision."""

    @extend_schema(
        operation_id="decide",
        parameters=[CASE],
        request=Choice,
        responses=DecisionOut,
        tags=["decisions"],
        summary="Decide on an improvement opportunity",
    )
    def post(self, request: Any, municipality: str, finding: UUID) -> Response:
        """Decide; the decision before is kept. The same again changes nothing."""
        case = _case(self)
        plan = plan_here(self.by, case) or self._first_plan(municipality, case)
        known = findings_of(plan, [finding])[0]
        decision = decide(plan, known, self.by, **self.sent(Choice), **self.at)
        return Response(DecisionOut(decision).data)

    def _first_plan(self, municipality: str, case: str) -> Plan:
        chosen = chosen_result(self.by, municipality, case)
        plan_of(chosen.version.evaluation, self.by, self.asked.now)
        return the_plan(self.by, case)
