"""What an improvement opportunity is thought to take and give."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followup.forms.actions import LEVELS


class EstimateForm(forms.Form):
    """Effort and expected effect, as they stand; sent with the form whose id is named."""

    effort = forms.ChoiceField(label=_("Effort"), required=False, choices=LEVELS)
    expected_effect = forms.ChoiceField(label=_("Expected effect"), required=False, choices=LEVELS)

    def __init__(self, *args: Any, sent_with: str, **kwargs: Any) -> None:  # Any: what Django's forms take
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["form"] = sent_with
