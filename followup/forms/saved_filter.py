"""A view of the plan gets its name."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.roles import Actor
from followup.saved_filters import LONGEST_NAME


class FilterForm(forms.Form):
    """A name, and for whom."""

    name = forms.CharField(
        label=_("Name"),
        max_length=LONGEST_NAME,
        help_text=_("For instance “Late ones in the schools”."),
    )
    is_shared = forms.BooleanField(
        label=_("Share it with everybody in the municipality who works with the plan"), required=False
    )

    def __init__(self, data: QueryDict | None, by: Actor) -> None:
        super().__init__(data)
        if not by.may("share_filter"):
            del self.fields["is_shared"]
