"""Check-ins: the list, and what was answered in one. Answering is reporting on an action."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api.calls import KompassView, Pages
from followup.api.shapes import LIGHTS, ReportOut
from followup.check_ins import Told, held_on, history, told_in
from followup.progress.answering import name_of_owner


class CheckInOut(serializers.Serializer):  # type: ignore[misc]  # REST framework has no types
    """A check-in as a row."""

    key = serializers.UUIDField()
    on = serializers.DateField(help_text="The day it is about.")
    is_open = serializers.BooleanField(help_text="Whether a report answers it.")
    opened_at = serializers.DateTimeField()
    reminded_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    asked = serializers.IntegerField(help_text="How many actions it asks about.")
    answered = serializers.IntegerField()


class CheckInAnswerOut(serializers.Serializer):  # type: ignore[misc]
    """An action that is asked about, and its answer."""

    number = serializers.IntegerField(source="action.number")
    title = serializers.CharField(source="action.title")
    owner = serializers.SerializerMethodField()
    unit = serializers.CharField(source="action.unit.name", default="", help_text="Empty where it has none.")
    is_late = serializers.BooleanField()
    before = serializers.ChoiceField(choices=LIGHTS, help_text="The light of the check-in before.")
    answer = ReportOut(source="report", allow_null=True, help_text="Null while it is missing.")
    is_for_other = serializers.BooleanField(help_text="Answered by a coordinator in the owner's place.")

    def get_owner(self, told: Told) -> str:
        """The owner's name, or the name or role of one without an account."""
        return name_of_owner(told.action)


class CheckInDetailOut(CheckInOut):
    """A check-in with its answers."""

    answers = CheckInAnswerOut(many=True)


class CheckIns(KompassView):
    """The check-ins."""

    pagination_class = Pages

    @extend_schema(operation_id="check_ins", responses=CheckInOut(many=True), tags=["check-ins"], summary="Check-ins")
    def get(self, request: Any, municipality: str) -> Response:
        """All check-ins, the open one first, then the newest."""
        pages = Pages()
        page = pages.paginate_queryset(history(self.by), request, view=self)
        answer: Response = pages.get_paginated_response(CheckInOut(page, many=True).data)
        return answer


class OneCheckIn(KompassView):
    """One check-in."""

    @extend_schema(
        operation_id="check_in", responses=CheckInDetailOut, tags=["check-ins"], summary="A check-in with its answers"
    )
    def get(self, request: Any, municipality: str, day: str) -> Response:
        """What was answered about each action, by number."""
        found = held_on(day, self.by)
        if found is None:
            raise Http404
        told = told_in(found, self.by, today=self.asked.today)
        return Response({**CheckInOut(found).data, "answers": CheckInAnswerOut(told, many=True).data})
