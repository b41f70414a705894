"""The form that shows an effect: what has become better, and the measurement, link or file that shows it."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from followup.forms.choices import Choices, date_field, offer
from followup.forms.suggesting import FigureField
from followup.forms.verbs import VerbForm, lines
from followup.models import Action, Indicator, Measurement
from followup.progress.values import written

NEW = ("indicator", "value", "measured_on")
NEWEST = 30  # measurements to choose among


class EffectForm(VerbForm):
    """What has become better, since when."""

    effect_on = date_field(label=_("When was the effect seen?"))
    text = lines(_("What has become better?"), rows=4)
    measurement = forms.TypedChoiceField(
        label=_("Measurement that shows it"), required=False, coerce=UUID, empty_value=None
    )
    indicator = forms.TypedChoiceField(
        label=_("Or a new measurement of"), required=False, coerce=UUID, empty_value=None
    )
    value = FigureField(label=_("Value"), required=False)
    measured_on = date_field(label=_("Measured on"), required=False)
    url = forms.URLField(
        label=_("Link to what shows it"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_(
            "At least one measurement, link or file must show the effect; those you marked before as evidence count."
        ),
    )
    upload = forms.FileField(label=_("File that shows it"), required=False)

    def loaded(self, action: Action, today: date) -> dict[str, object]:
        return {"effect_on": today, "measured_on": today}

    def prepare(self, action: Action, by: Any, today: date) -> None:
        """Without indicators there is nothing to measure, without measurements none to choose."""
        named = list(Indicator.objects.visible_to(by).filter(action=action, removed_at=None).order_by("id"))
        measured = _measured(action, by) if named else []
        if measured:
            offer(self, "measurement", measured, empty=str(_("None")))
        else:
            del self.fields["measurement"]
        if named:
            offer(self, "indicator", [(str(each.key), each.name) for each in named], empty=str(_("None")))
        else:
            for name in NEW:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """A new measurement is of one indicator, and has its value and its day."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("value") is not None and not cleaned.get("indicator"):
            self.add_error("indicator", _("Choose what the value is a measurement of."))
        if cleaned.get("indicator"):
            if cleaned.get("value") is None and "value" not in self.errors:
                self.add_error("value", _("Enter the value that was measured."))
            if cleaned.get("measured_on") is None and "measured_on" not in self.errors:
                self.add_error("measured_on", _("Enter the day on which it was measured. It cannot lie after today."))
        return cleaned

    @property
    def given(self) -> dict[str, Any]:
        told = {name: value for name, value in self.cleaned_data.items() if name not in NEW}
        if self.cleaned_data.get("indicator"):
            told["measured"] = {
                "indicator": self.cleaned_data["indicator"],
                "value": self.cleaned_data["value"],
                "on": self.cleaned_data["measured_on"],
            }
        return told


def _measured(action: Action, by: Any) -> Choices:
    rows = Measurement.objects.visible_to(by).filter(
        indicator__action=action, indicator__removed_at=None, withdrawn_at=None
    )
    return [
        (
            str(row.key),
            f"{row.indicator.name} {row.on:%Y-%m-%d}: {written(row.value)} {row.indicator.measured_in}".strip(),
        )
        for row in rows.select_related("indicator").order_by("-on", "-id")[:NEWEST]
    ]
