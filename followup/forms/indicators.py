"""Forms of indicators and their measurements. The fields are named as the arguments of the rules."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.forms import OnceForm
from followup.forms.choices import date_field
from followup.forms.suggesting import FigureField, Suggesting, suggest
from followup.models import Direction

UNITS = (
    *("%", "kr"),
    pgettext_lazy("measured in", "kr per inhabitant"),
    pgettext_lazy("measured in", "number"),
    pgettext_lazy("measured in", "points"),
    pgettext_lazy("measured in", "hours"),
    pgettext_lazy("measured in", "days"),
)
DIRECTIONS = [
    (Direction.UP.value, pgettext_lazy("indicator", "Higher is better")),
    (Direction.DOWN.value, pgettext_lazy("indicator", "Lower is better")),
]


class IndicatorForm(OnceForm):
    """What is measured, from where to where."""

    name = forms.CharField(
        label=_("What is measured"),
        max_length=200,
        help_text=_("For instance “Time to answer in the switchboard”."),
    )
    measured_in = forms.CharField(label=_("Measured in"), max_length=40, required=False, widget=Suggesting)
    direction = forms.ChoiceField(
        label=_("Which way is better?"), choices=DIRECTIONS, widget=forms.RadioSelect, initial=Direction.UP.value
    )
    baseline = FigureField(label=_("Baseline"), required=False, help_text=_("The value before the action began."))
    baseline_on = date_field(label=_("Date of the baseline"), required=False)
    target = FigureField(label=_("Target"), required=False)
    target_on = date_field(label=_("Date of the target"), required=False)

    def __init__(self, data: Any = None, *, stands: dict[str, str] | None = None) -> None:
        super().__init__(data, initial=stands)
        suggest(self, "measured_in", [str(each) for each in UNITS])


class MeasurementForm(OnceForm):
    """One value of one day."""

    value = FigureField(label=_("Value"), help_text=_("Write the decimals too, such as 1234.5."))
    on = date_field(label=_("Measured on"))
    note = forms.CharField(label=_("Note"), max_length=500, required=False)
    is_evidence = forms.BooleanField(label=_("Shows the effect of the action"), required=False)

    field_order = ("value", "on", "note", "is_evidence", "once_key")

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"on": today})


class MilestoneForm(forms.Form):
    """The words and the due date of a step."""

    title = forms.CharField(label=_("Milestone"), max_length=200)
    due = date_field(label=_("Due date"), required=False)
