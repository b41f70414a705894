"""A municipality's published results."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api.calls import KompassView
from evaluations.models import PublishedVersion
from evaluations.publication.choosing import choose
from evaluations.reporting.result import result_of


class ResultHeadOut(serializers.Serializer):  # type: ignore[misc]  # REST framework has no types
    """A published result in brief."""

    year = serializers.IntegerField()
    case_number = serializers.CharField()
    version = serializers.IntegerField(source="number")
    is_own = serializers.BooleanField(help_text="Imported by the municipality itself; seen by its members only.")
    achieved = serializers.IntegerField()
    maximum = serializers.IntegerField()
    published_at = serializers.DateTimeField(source="at")


class SubareaOut(serializers.Serializer):  # type: ignore[misc]
    """A sub-area's points as shown."""

    code = serializers.CharField()
    title = serializers.CharField()
    achieved = serializers.IntegerField(source="points.achieved")
    maximum = serializers.IntegerField(source="points.maximum")


class FindingOut(serializers.Serializer):  # type: ignore[misc]
    """A strength or an improvement opportunity in the report's words."""

    key = serializers.UUIDField()
    text = serializers.CharField()


class AreaOut(serializers.Serializer):  # type: ignore[misc]
    """An area's points as shown, and its findings."""

    number = serializers.IntegerField()
    title = serializers.CharField()
    achieved = serializers.IntegerField(source="points.achieved")
    maximum = serializers.IntegerField(source="points.maximum")
    subareas = SubareaOut(many=True)
    strengths = FindingOut(many=True)
    improvements = FindingOut(many=True)


class ResultOut(ResultHeadOut):
    """A published result with its areas."""

    areas = AreaOut(many=True)


class Results(KompassView):
    """The results in brief."""

    @extend_schema(operation_id="results", responses=ResultHeadOut(many=True), tags=["results"], summary="Results")
    def get(self, request: Any, municipality: str) -> Response:
        """The newest version of each evaluation, the newest year first."""
        rows = PublishedVersion.objects.visible_to(self.by).newest().defer("content").order_by("-year", "-at")
        return Response(ResultHeadOut(rows, many=True).data)


class Result(KompassView):
    """One result."""

    @extend_schema(
        operation_id="result",
        responses=ResultOut,
        tags=["results"],
        summary="A result with its areas",
        parameters=[
            OpenApiParameter("case", str, description="The case number, where a year has two evaluations."),
            OpenApiParameter("version", {"type": "integer", "minimum": 1}, description="An earlier version."),
        ],
    )
    def get(self, request: Any, municipality: str, year: int) -> Response:
        """The newest result of the year."""
        asked = ResultAsked(data=request.query_params)
        asked.is_valid(raise_exception=True)
        wanted = asked.validated_data
        rows = PublishedVersion.objects.visible_to(self.by)
        chosen = choose(rows, municipality, year=year, number=wanted.get("version"), case=wanted.get("case", ""))
        if chosen is None:
            raise Http404
        head = ResultHeadOut(chosen.version).data
        return Response({**head, "areas": AreaOut(result_of(chosen.version.content).areas, many=True).data})


class ResultAsked(serializers.Serializer):  # type: ignore[misc]
    """Which of a year's results."""

    case = serializers.CharField(required=False, max_length=20)
    version = serializers.IntegerField(required=False, min_value=1, max_value=32767)
