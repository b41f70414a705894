"""Forms of people and the journal: they check shape, the rules check sense."""

from django import forms
from django.utils.translation import gettext_lazy as _


class JournalFilter(forms.Form):
    """What to look for among events."""

    q = forms.CharField(label=_("Text"), max_length=60, required=False, widget=forms.SearchInput)
    refused = forms.BooleanField(label=_("Only refused attempts"), required=False)
