"""What an improvement opportunity is thought to take and give."""

from django import forms
from django.utils.translation import gettext_lazy as _

from followup.forms.actions import LEVELS


class EstimateForm(forms.Form):
    """Effort and expected effect, as they stand."""

    effort = forms.ChoiceField(label=_("Effort"), required=False, choices=LEVELS)
    expected_effect = forms.ChoiceField(label=_("Expected effect"), required=False, choices=LEVELS)
