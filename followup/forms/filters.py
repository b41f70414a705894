"""What to look for among actions, and the filters in force as chips."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followup.listing import ORDERS, Wanted
from followup.models import ActionStatus

type Choices = Iterable[tuple[str, object]]

ALL = ("", _("All"))
STATUSES = [
    ("open", pgettext_lazy("filter", "Open")),
    ("late", pgettext_lazy("status", "Late")),
    ("blocked", pgettext_lazy("status", "Blocked")),
    ("without_owner", _("Without owner")),
    ("without_date", _("Without due date")),
    (ActionStatus.NOT_STARTED.value, pgettext_lazy("status", "Not started")),
    (ActionStatus.IN_PROGRESS.value, pgettext_lazy("status", "In progress")),
    (ActionStatus.PAUSED.value, pgettext_lazy("status", "Paused")),
    (ActionStatus.DONE.value, pgettext_lazy("status", "Done")),
    (ActionStatus.EFFECT_SHOWN.value, pgettext_lazy("status", "Effect shown")),
    (ActionStatus.CANCELLED.value, pgettext_lazy("status", "Cancelled")),
]
PERIODS = [
    ("week", _("Within a week")),
    ("month", _("Within 30 days")),
    ("quarter", _("Within 90 days")),
    ("year", _("This year")),
    ("later", _("Later than 90 days")),
]
GROUPS = [("area", _("Area")), ("unit", _("Unit")), ("owner", _("Owner"))]


class Chip(NamedTuple):
    """A filter in force, with the address without it."""

    label: object
    value: object
    remove_url: str


class ActionFilter(forms.Form):
    """The filters of the action plan; what nobody offers is as if nothing was asked."""

    text = forms.CharField(label=_("Text"), required=False, max_length=60, widget=forms.SearchInput)
    area = forms.ChoiceField(label=_("Area"), required=False)
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    owner = forms.ChoiceField(label=_("Owner"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False, choices=[ALL, *STATUSES])
    due = forms.ChoiceField(label=_("Due date"), required=False, choices=[ALL, *PERIODS])
    group = forms.ChoiceField(label=_("Group by"), required=False, choices=[("", _("No grouping")), *GROUPS])

    def __init__(self, data: QueryDict, *, areas: Choices, units: Choices, owners: Choices) -> None:
        super().__init__(data)
        self.query = data
        for name, choices in (("area", areas), ("unit", units), ("owner", owners)):
            field: Any = self.fields[name]  # Any: the stubs know only the base class
            field.choices = [ALL, *choices]
        self.full_clean()

    @property
    def wanted(self) -> Wanted:
        """What was asked for, without what is not offered."""
        sort = self.data.get("sort", "")
        return Wanted(**self.cleaned_data, sort=sort if sort in ORDERS else "")

    @property
    def chips(self) -> list[Chip]:
        """The filters in force."""
        found = []
        for name in ("text", "area", "unit", "owner", "status", "due"):
            value = self.cleaned_data.get(name)
            if value:
                words = dict(getattr(self.fields[name], "choices", ())).get(value, value)
                found.append(Chip(self.fields[name].label, words, self._without(name)))
        return found

    def _without(self, name: str) -> str:
        query = self.query.copy()
        for each in (name, "page"):
            query.pop(each, None)
        return f"?{query.urlencode()}"
