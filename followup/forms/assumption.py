"""What is assumed of the actions' effect, tried by anybody and saved by a coordinator."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.errors import RuleViolation
from followup.expected_score import Assumption
from followup.planning.assuming import assumption_from


def _percent(label: Any) -> forms.CharField:
    """A few digits; the rule says what is wrong with them. Any: labels are lazy translations."""
    attrs = {"inputmode": "numeric", "autocomplete": "off"}
    return forms.CharField(label=label, max_length=5, widget=forms.TextInput(attrs=attrs))


class AssumptionForm(forms.Form):
    """Percent of the missing points, named as the rule names them."""

    low = _percent(_("Low effect, percent"))
    medium = _percent(_("Medium effect, percent"))
    high = _percent(_("High effect, percent"))
    most = _percent(_("At most in one place, percent"))

    assumption: Assumption | None = None

    def clean(self) -> dict[str, Any]:
        """Percent in order, in the words of the rule."""
        said: dict[str, Any] = super().clean() or {}
        if not self.errors:
            try:
                self.assumption = assumption_from(said)
            except RuleViolation as refusal:
                self.add_error(None, str(refusal))
        return said
