"""The shapes of what the API is sent: shape only, the rules check sense."""

from rest_framework import serializers

from followup.listing import ORDERS
from followup.models import ActionStatus, DecisionKind, Direction, Level, Light

LEVELS = [("", ""), *Level.choices]
WORDS = {"max_length": 10_000, "required": False, "allow_blank": True}
BIGGEST_ID = 2**63 - 1
FIGURE = {"max_digits": 14, "decimal_places": 3}
STATUSES = ["open", "late", "blocked", "without_owner", "without_date", *ActionStatus.values]


def _id(**options: object) -> serializers.IntegerField:
    return serializers.IntegerField(min_value=1, max_value=BIGGEST_ID, **options)


class Body(serializers.Serializer):  # type: ignore[misc]  # REST framework has no types
    """A body; a field that is not known is a fault, so that a misspelt one is not lost in silence."""

    def to_internal_value(self, data: object) -> object:
        if isinstance(data, dict) and (strange := set(data) - set(self.fields)):
            raise serializers.ValidationError(dict.fromkeys(sorted(map(str, strange)), "?"), code="unknown_field")
        return super().to_internal_value(data)


class Versioned(Body):
    """A change, and the version it was made on."""

    version = serializers.IntegerField(required=False, min_value=1, max_value=2**31 - 1)


class Reason(Versioned):
    """Why."""

    reason = serializers.CharField(max_length=2000)


class Report(Versioned):
    """How it goes."""

    note = serializers.CharField(max_length=500)
    light = serializers.ChoiceField(choices=Light.choices)
    percent = serializers.IntegerField(required=False, allow_null=True, min_value=0, max_value=100)
    forecast = serializers.DateField(required=False, allow_null=True)


class Block(Versioned):
    """What holds the action up, and who can unblock."""

    note = serializers.CharField(max_length=2000)
    unblocker = serializers.CharField(max_length=120)


class Pause(Reason):
    """Why, and until when."""

    resume_on = serializers.DateField()


class Complete(Versioned):
    """When it was done, how its effect will be seen, and when to look."""

    done_on = serializers.DateField()
    effect_seen_how = serializers.CharField(max_length=2000)
    effect_look_on = serializers.DateField()


class Effect(Versioned):
    """The effect and its day, perhaps the measurement that shows it."""

    effect_on = serializers.DateField()
    text = serializers.CharField(max_length=10_000)
    measurement = serializers.UUIDField(required=False, allow_null=True)


class Reopen(Reason):
    """Why, and a new due date where the old one has passed."""

    due = serializers.DateField(required=False, allow_null=True)


class Deadline(Versioned):
    """The new due date, and why it moves."""

    due = serializers.DateField()
    reason = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")


class Owner(Versioned):
    """A member, or a name or role; nobody where both are empty."""

    membership_id = _id(required=False, allow_null=True)
    text = serializers.CharField(max_length=120, required=False, allow_blank=True, default="")


class Link(Versioned):
    """An improvement opportunity."""

    improvement = serializers.UUIDField()


class Evidence(Versioned):
    """A link to a page."""

    title = serializers.CharField(max_length=200)
    url = serializers.URLField(max_length=500)
    is_evidence = serializers.BooleanField(required=False, default=False)


class Step(Versioned):
    """A milestone."""

    title = serializers.CharField(max_length=200)
    due = serializers.DateField(required=False, allow_null=True)


class StepChange(Versioned):
    """Which milestone."""

    milestone_id = _id()


class StepDone(StepChange):
    """Which milestone, and when it was done; today where nothing is said."""

    done_on = serializers.DateField(required=False, allow_null=True)


class StepEdit(StepChange):
    """Which milestone, and its new words; what is left out stays."""

    title = serializers.CharField(max_length=200, required=False)
    due = serializers.DateField(required=False, allow_null=True)


class StepPlace(StepChange):
    """Which milestone, and its place in the list, counted from one."""

    position = serializers.IntegerField(min_value=1, max_value=10_000)


class NewIndicator(Versioned):
    """What is measured, from where to where."""

    name = serializers.CharField(max_length=200)
    measured_in = serializers.CharField(max_length=40, required=False, allow_blank=True)
    direction = serializers.ChoiceField(choices=Direction.choices, required=False)
    baseline = serializers.DecimalField(**FIGURE, required=False, allow_null=True)
    baseline_on = serializers.DateField(required=False, allow_null=True)
    target = serializers.DecimalField(**FIGURE, required=False, allow_null=True)
    target_on = serializers.DateField(required=False, allow_null=True)


class IndicatorChange(Versioned):
    """Which indicator."""

    indicator = serializers.UUIDField()


class IndicatorEdit(NewIndicator, IndicatorChange):
    """Which indicator, and what is changed of it; what is left out stays."""

    name = serializers.CharField(max_length=200, required=False)


class NewMeasurement(IndicatorChange):
    """What was measured on a day."""

    on = serializers.DateField()
    value = serializers.DecimalField(**FIGURE)
    note = serializers.CharField(max_length=500, required=False, allow_blank=True)
    is_evidence = serializers.BooleanField(required=False, default=False)


class MeasurementChange(Versioned):
    """Which measurement."""

    measurement = serializers.UUIDField()


class CommentBody(Body):
    """A comment; those it names are told by mail, by «@Namn» in the text or by their numbers."""

    text = serializers.CharField(max_length=10_000)
    mentions = serializers.ListField(child=_id(), required=False, max_length=50, help_text="Ids of members.")


class CommentChange(Body):
    """Which comment."""

    comment_id = _id()


class NewAction(Body):
    """A new action of the newest plan, or of a named case's."""

    case_number = serializers.CharField(max_length=20, required=False)
    title = serializers.CharField(max_length=200)
    description = serializers.CharField(**WORDS)
    improvements = serializers.ListField(child=serializers.UUIDField(), required=False, max_length=200)
    owner_id = _id(required=False, allow_null=True)
    owner_text = serializers.CharField(max_length=120, required=False, allow_blank=True)
    helper_ids = serializers.ListField(child=_id(), required=False, max_length=50)
    unit_id = _id(required=False, allow_null=True)
    start = serializers.DateField(required=False, allow_null=True)
    due = serializers.DateField(required=False, allow_null=True)
    priority = serializers.ChoiceField(choices=LEVELS, required=False)
    effort = serializers.ChoiceField(choices=LEVELS, required=False)
    expected_effect = serializers.ChoiceField(choices=LEVELS, required=False)
    intended_result = serializers.CharField(**WORDS)
    note = serializers.CharField(**WORDS)
    resources = serializers.CharField(**WORDS)
    reference = serializers.CharField(max_length=60, required=False, allow_blank=True)
    tags = serializers.ListField(child=serializers.CharField(max_length=40), required=False, max_length=20)


class ActionEdit(Versioned):
    """Words and particulars to change; what is left out stays."""

    title = serializers.CharField(max_length=200, required=False)
    description = serializers.CharField(**WORDS)
    intended_result = serializers.CharField(**WORDS)
    note = serializers.CharField(**WORDS)
    unit_id = _id(required=False, allow_null=True)
    start = serializers.DateField(required=False, allow_null=True)
    priority = serializers.ChoiceField(choices=LEVELS, required=False)
    effort = serializers.ChoiceField(choices=LEVELS, required=False)
    expected_effect = serializers.ChoiceField(choices=LEVELS, required=False)
    resources = serializers.CharField(**WORDS)
    reference = serializers.CharField(max_length=60, required=False, allow_blank=True)
    tags = serializers.ListField(child=serializers.CharField(max_length=40), required=False, max_length=20)
    helper_ids = serializers.ListField(child=_id(), required=False, max_length=50)


class Choice(Body):
    """A decision on an improvement opportunity, and the version of the one before (0: none)."""

    kind = serializers.ChoiceField(choices=DecisionKind.choices)
    wait_until = serializers.DateField(required=False, allow_null=True)
    reason = serializers.CharField(**WORDS)
    done_what = serializers.CharField(**WORDS)
    done_on = serializers.DateField(required=False, allow_null=True)
    version = serializers.IntegerField(required=False, min_value=0, max_value=2**31 - 1)


class Asked(serializers.Serializer):  # type: ignore[misc]
    """The filters and the order of a list of actions."""

    case = serializers.CharField(required=False, max_length=20, help_text="A case number; the newest plan where empty.")
    text = serializers.CharField(required=False, max_length=60, help_text="In title or description, or a number.")
    area = serializers.IntegerField(required=False, min_value=1, max_value=99)
    unit = _id(required=False, help_text="A unit's id.")
    owner = _id(required=False, help_text="A member's id.")
    owner_text = serializers.CharField(required=False, max_length=120)
    status = serializers.ChoiceField(required=False, choices=STATUSES)
    due = serializers.ChoiceField(required=False, choices=["week", "month", "quarter", "year", "later"])
    order = serializers.ChoiceField(required=False, choices=list(ORDERS), help_text="A minus turns it round.")
