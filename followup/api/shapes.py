"""The shapes of what the API answers."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from followup.improvements import ImprovementState
from followup.models import Action, ActionStatus, DecisionKind, Direction, Level, Light, PlanState

LEVELS = [("", ""), *Level.choices]
LIGHTS = [("", ""), *Light.choices]


class MemberBrief(serializers.Serializer):  # type: ignore[misc]  # REST framework has no types
    """A member's number and name."""

    id = serializers.IntegerField()
    name = serializers.CharField(source="display_name")


class UnitBrief(serializers.Serializer):  # type: ignore[misc]
    """A unit's number and name."""

    id = serializers.IntegerField()
    name = serializers.CharField()


class ActionOut(serializers.Serializer):  # type: ignore[misc]
    """An action as a row."""

    key = serializers.UUIDField()
    number = serializers.IntegerField()
    label = serializers.CharField(help_text="The number as people see it: Å-12.")
    version = serializers.IntegerField()
    title = serializers.CharField()
    status = serializers.ChoiceField(choices=ActionStatus.choices)
    is_blocked = serializers.BooleanField()
    is_late = serializers.SerializerMethodField()
    owner = MemberBrief(allow_null=True)
    owner_text = serializers.CharField(help_text="A name or role without an account.")
    owner_left = serializers.BooleanField(help_text="The owner's membership has ended.")
    unit = UnitBrief(allow_null=True)
    start = serializers.DateField(allow_null=True)
    due = serializers.DateField(allow_null=True)
    first_due = serializers.DateField(allow_null=True)
    priority = serializers.ChoiceField(choices=LEVELS)
    reference = serializers.CharField(help_text="A registration number.")
    tags = serializers.ListField(child=serializers.CharField())
    light = serializers.ChoiceField(choices=LIGHTS)
    percent = serializers.IntegerField(allow_null=True)
    forecast = serializers.DateField(allow_null=True)
    reported_at = serializers.DateTimeField(allow_null=True)
    improvements = serializers.SerializerMethodField(help_text="Keys of the improvement opportunities it answers.")

    def get_is_late(self, action: Action) -> bool:
        """Late on the day of the request."""
        return action.is_overdue(self.context["today"])

    @extend_schema_field({"type": "array", "items": {"type": "string", "format": "uuid"}})
    def get_improvements(self, action: Action) -> list[str]:
        """The keys."""
        return [str(link.finding.key) for link in action.links.all()]


class MilestoneOut(serializers.Serializer):  # type: ignore[misc]
    """A step of an action."""

    id = serializers.IntegerField()
    title = serializers.CharField()
    due = serializers.DateField(allow_null=True)
    done_on = serializers.DateField(allow_null=True)
    is_dropped = serializers.BooleanField()


class ReportOut(serializers.Serializer):  # type: ignore[misc]
    """What was reported of an action."""

    at = serializers.DateTimeField()
    by_name = serializers.CharField()
    note = serializers.CharField()
    light = serializers.ChoiceField(choices=Light.choices)
    percent = serializers.IntegerField(allow_null=True)
    forecast = serializers.DateField(allow_null=True)


class CommentOut(serializers.Serializer):  # type: ignore[misc]
    """A comment; a withdrawn one has no text."""

    id = serializers.IntegerField()
    at = serializers.DateTimeField()
    by_name = serializers.CharField()
    text = serializers.CharField()
    withdrawn_at = serializers.DateTimeField(allow_null=True)
    mentions = serializers.ListField(child=serializers.CharField(), source="names", help_text="Whom it names.")


class MeasurementOut(serializers.Serializer):  # type: ignore[misc]
    """One value of an indicator."""

    key = serializers.UUIDField()
    on = serializers.DateField()
    value = serializers.DecimalField(max_digits=14, decimal_places=3)
    note = serializers.CharField()
    is_evidence = serializers.BooleanField()
    by_name = serializers.CharField()
    at = serializers.DateTimeField()


class IndicatorOut(serializers.Serializer):  # type: ignore[misc]
    """A figure that shows the effect, with what was measured, the oldest first."""

    key = serializers.UUIDField()
    name = serializers.CharField()
    measured_in = serializers.CharField()
    direction = serializers.ChoiceField(choices=Direction.choices)
    baseline = serializers.DecimalField(max_digits=14, decimal_places=3, allow_null=True)
    baseline_on = serializers.DateField(allow_null=True)
    target = serializers.DecimalField(max_digits=14, decimal_places=3, allow_null=True)
    target_on = serializers.DateField(allow_null=True)
    measurements = MeasurementOut(many=True)


class ActionDetailOut(ActionOut):
    """An action with all that is said of it."""

    description = serializers.CharField()
    intended_result = serializers.CharField()
    note = serializers.CharField()
    resources = serializers.CharField()
    effort = serializers.ChoiceField(choices=LEVELS)
    expected_effect = serializers.ChoiceField(choices=LEVELS)
    times_moved = serializers.IntegerField()
    started_on = serializers.DateField(allow_null=True)
    blocked_note = serializers.CharField()
    blocked_by = serializers.CharField()
    pause_reason = serializers.CharField()
    resume_on = serializers.DateField(allow_null=True)
    done_on = serializers.DateField(allow_null=True)
    effect_seen_how = serializers.CharField()
    effect_look_on = serializers.DateField(allow_null=True)
    effect_on = serializers.DateField(allow_null=True)
    effect_text = serializers.CharField()
    cancel_reason = serializers.CharField()
    helpers = serializers.SerializerMethodField()
    milestones = MilestoneOut(many=True)
    indicators = IndicatorOut(many=True)
    reports = ReportOut(many=True)
    comments = CommentOut(many=True)
    possible = serializers.SerializerMethodField(help_text="The verbs that the person may press now.")

    @extend_schema_field(MemberBrief(many=True))
    def get_helpers(self, action: Action) -> Any:
        """The members who help."""
        return MemberBrief([row.membership for row in action.helper_rows.all()], many=True).data

    @extend_schema_field({"type": "array", "items": {"type": "string"}})
    def get_possible(self, action: Action) -> list[str]:
        """As the page offers them."""
        return list(self.context["possible"])


DECISIONS = [("undecided", "undecided"), *DecisionKind.choices]


class ImprovementOut(serializers.Serializer):  # type: ignore[misc]
    """An improvement opportunity, what has been decided on it and what is done."""

    key = serializers.UUIDField()
    area_number = serializers.IntegerField()
    area_title = serializers.CharField()
    text = serializers.CharField()
    decision = serializers.ChoiceField(
        choices=DECISIONS, allow_null=True, help_text="Null where the work is not shown."
    )
    wait_until = serializers.DateField(allow_null=True)
    actions = serializers.ListField(child=serializers.IntegerField(), help_text="Numbers of the actions.")

    @staticmethod
    def row(area: Any, item: Any, state: ImprovementState | None) -> dict[str, Any]:
        """The values of one row; no state where the work is not shown."""
        return {
            "key": item.key,
            "area_number": area.number,
            "area_title": area.title,
            "text": item.text,
            "decision": state.decision if state else None,
            "wait_until": state.wait_until if state else None,
            "actions": [action.number for action in state.actions] if state else [],
        }


class DecisionOut(serializers.Serializer):  # type: ignore[misc]
    """The decision that applies."""

    improvement = serializers.UUIDField(source="finding.key")
    kind = serializers.ChoiceField(choices=DecisionKind.choices)
    wait_until = serializers.DateField(allow_null=True)
    reason = serializers.CharField()
    done_what = serializers.CharField()
    done_on = serializers.DateField(allow_null=True)
    at = serializers.DateTimeField()
    version = serializers.IntegerField()


class PlanOut(serializers.Serializer):  # type: ignore[misc]
    """A plan."""

    key = serializers.UUIDField()
    case_number = serializers.CharField(source="evaluation.number")
    state = serializers.ChoiceField(choices=PlanState.choices)
    adopted_body = serializers.CharField()
    adopted_on = serializers.DateField(allow_null=True)
    adopted_reference = serializers.CharField()
    closed_on = serializers.DateField(allow_null=True)
    version = serializers.IntegerField()
