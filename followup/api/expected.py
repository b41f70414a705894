"""What the open actions may be worth, under the plan's assumption or another one."""

from dataclasses import asdict
from typing import Any

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api.calls import KompassView
from evaluations.models import PublishedVersion
from followup.api.decisions import CASE, CaseAsked
from followup.api.finding import the_plan
from followup.expectation import assumption_of, expectation_of, left_out
from followup.expected_score import Assumption
from followup.models import Plan

PERCENT = "Tried in place of the plan's own, in percent of the missing points."


class AssumptionAsked(CaseAsked):
    """Which case, and another assumption; what is left out is the plan's own."""

    low = serializers.IntegerField(required=False, min_value=0, max_value=100)
    medium = serializers.IntegerField(required=False, min_value=0, max_value=100)
    high = serializers.IntegerField(required=False, min_value=0, max_value=100)
    most = serializers.IntegerField(required=False, min_value=0, max_value=100)


class AssumptionOut(serializers.Serializer):  # type: ignore[misc]  # REST framework has no types
    """Percent of the missing points."""

    low = serializers.IntegerField()
    medium = serializers.IntegerField()
    high = serializers.IntegerField()
    most = serializers.IntegerField(help_text="Of all that is missing in one place.")


class ExpectedImprovementOut(serializers.Serializer):  # type: ignore[misc]
    """What an improvement opportunity would win by itself."""

    key = serializers.UUIDField()
    subarea_code = serializers.CharField(source="code")
    points = serializers.DecimalField(max_digits=8, decimal_places=3)
    actions = serializers.SerializerMethodField(help_text="Numbers of the open actions.")

    def get_actions(self, improvement: Any) -> list[int]:
        """The numbers."""
        return [action.number for action in improvement.actions]


class ExpectedAreaOut(serializers.Serializer):  # type: ignore[misc]
    """An area in whole points."""

    number = serializers.IntegerField()
    title = serializers.CharField()
    today = serializers.IntegerField()
    maximum = serializers.IntegerField(help_text="0 where the area does not apply.")
    missing = serializers.IntegerField()
    gain = serializers.IntegerField()
    expected = serializers.IntegerField()
    improvements = ExpectedImprovementOut(many=True)


class NotCountedOut(serializers.Serializer):  # type: ignore[misc]
    """What is not counted."""

    without_effect = serializers.IntegerField(help_text="Open actions without an estimated effect.")
    without_improvement = serializers.IntegerField(help_text="Open actions that answer no improvement opportunity.")
    waiting = serializers.IntegerField(help_text="Done actions whose effect is not shown yet.")


class ExpectedScoreOut(serializers.Serializer):  # type: ignore[misc]
    """A calculation example of Kompass, not a forecast from SKR."""

    case_number = serializers.CharField()
    assumption = AssumptionOut()
    today = serializers.IntegerField()
    maximum = serializers.IntegerField()
    missing = serializers.IntegerField()
    gain = serializers.IntegerField()
    expected = serializers.IntegerField()
    areas = ExpectedAreaOut(many=True)
    left_out = NotCountedOut()


class ExpectedScore(KompassView):
    """The expected score."""

    @extend_schema(
        operation_id="expected_score",
        parameters=[
            CASE,
            *[OpenApiParameter(name, int, description=PERCENT) for name in ("low", "medium", "high", "most")],
        ],
        responses=ExpectedScoreOut,
        tags=["plans"],
        summary="Expected score",
    )
    def get(self, request: Any, municipality: str) -> Response:
        """What the result would be if the open actions reached their expected effect; tried percent are not saved."""
        asked = AssumptionAsked(data=request.query_params)
        asked.is_valid(raise_exception=True)
        given = dict(asked.validated_data)
        plan = the_plan(self.by, str(given.pop("case", "")))
        newest = PublishedVersion.objects.visible_to(self.by).filter(evaluation_id=plan.evaluation_id).newest()
        version_id = newest.values_list("pk", flat=True).first()
        if version_id is None:
            raise Http404
        found = expectation_of(plan, version_id, _assumption(plan, given))
        values = {name: getattr(found, name) for name in ("today", "maximum", "missing", "gain", "expected", "areas")}
        head = {"case_number": plan.evaluation.number, "assumption": found.assumption, "left_out": left_out(plan)}
        return Response(ExpectedScoreOut({**head, **values}).data)


def _assumption(plan: Plan, given: dict[str, int]) -> Assumption:
    """The plan's own with what was asked for in its place; 400 where the percent do not rise."""
    try:
        return Assumption(**(asdict(assumption_of(plan)) | given))
    except ValueError as refusal:
        raise serializers.ValidationError({"low": [str(refusal)]}) from refusal
