"""Forms of people and the journal: they check shape, the rules check sense."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.idempotency import LONGEST_KEY
from accounts.identifiers import uuid7


class JournalFilter(forms.Form):
    """What to look for among events."""

    q = forms.CharField(label=_("Text"), max_length=60, required=False, widget=forms.SearchInput)
    refused = forms.BooleanField(label=_("Only refused attempts"), required=False)


def new_key() -> str:
    """A key for one opened form."""
    return uuid7().hex


class OnceForm(forms.Form):
    """A form that makes something: its hidden key lets `accounts.idempotency.once` make it once, however often pressed.

    The template shows `{{ form.once_key }}` inside the form; components that draw fields leave hidden ones out.
    """

    once_key = forms.CharField(
        max_length=LONGEST_KEY,
        required=False,
        initial=new_key,
        widget=forms.HiddenInput(attrs={"autocomplete": "off"}),
    )


class TokenForm(OnceForm):
    """What a new token is for, and how long it is valid."""

    name = forms.CharField(
        label=_("What is it for?"), max_length=80, help_text=_("For example “Report to the decision support system”.")
    )
    days = forms.TypedChoiceField(
        label=_("How long is it valid?"),
        choices=[(30, _("30 days")), (90, _("90 days")), (365, _("One year"))],
        coerce=int,
        initial=90,
    )
