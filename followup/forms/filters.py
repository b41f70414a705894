"""What to look for among actions, and the filters in force as chips."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followup.forms.verbs import LIGHTS
from followup.listing import ORDERS, Choices, Wanted
from followup.listing.query import FILTERS
from followup.listing.wanted import ME, NONE
from followup.models import ActionStatus, Level

type Pairs = Iterable[tuple[str, object]]

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
GROUPS = [
    ("area", _("Area")),
    ("unit", _("Unit")),
    ("owner", _("Owner")),
    ("status", _("Status")),
    ("priority", _("Priority")),
    ("tag", _("Tag")),
]
LEVELS = [
    (Level.HIGH.value, pgettext_lazy("level", "High")),
    (Level.MEDIUM.value, pgettext_lazy("level", "Medium")),
    (Level.LOW.value, pgettext_lazy("level", "Low")),
]
UNSET = {"priority": _("Not stated"), "light": _("Not reported")}  # for the others: not assessed
MORE = ("head", "tag", "priority", "effort", "effect", "light")  # folded until one of them is in force


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
    head = forms.ChoiceField(label=_("Head of the unit"), required=False)
    tag = forms.ChoiceField(label=_("Tag"), required=False)
    priority = forms.ChoiceField(label=_("Priority"), required=False)
    effort = forms.ChoiceField(label=_("Effort"), required=False)
    effect = forms.ChoiceField(label=_("Expected effect"), required=False)
    light = forms.ChoiceField(label=_("Traffic light"), required=False)
    group = forms.ChoiceField(label=_("Group by"), required=False, choices=[("", _("No grouping")), *GROUPS])

    def __init__(
        self,
        data: QueryDict,
        *,
        areas: Pairs,
        choices: Choices,
        mine: frozenset[int] = frozenset(),
        has_groups: bool = True,
    ) -> None:
        super().__init__(data)
        self.query = data
        self.mine = mine
        me = [(ME, _("Myself, as owner or helper"))] if mine else []
        self._offer("area", areas)
        self._offer("unit", choices.units)
        self._offer("owner", [*me, *choices.owners])
        self._offer("head", choices.heads)
        self._offer("tag", choices.tags)
        for name, used, words in (
            ("priority", choices.priorities, LEVELS),
            ("effort", choices.efforts, LEVELS),
            ("effect", choices.effects, LEVELS),
            ("light", choices.lights, LIGHTS),
        ):
            unset = [(NONE, UNSET.get(name, _("Not assessed")))] if "" in used else []
            self._offer(name, [*(pair for pair in words if pair[0] in used), *unset])
        self.full_clean()
        for name in MORE:  # offered only where there is something to choose between
            if len(self._choices(name)) < 3 and not self.cleaned_data.get(name):
                del self.fields[name]
        if not has_groups:
            self.fields["group"].widget = forms.HiddenInput()

    def _offer(self, name: str, choices: Pairs) -> None:
        field: Any = self.fields[name]  # Any: the stubs know only the base class
        field.choices = [ALL, *choices]

    def _choices(self, name: str) -> list[tuple[str, object]]:
        field: Any = self.fields[name]
        return list(getattr(field, "choices", ()))

    @property
    def first(self) -> list[forms.BoundField]:
        """The filters that always stand in the row."""
        return [self[name] for name in self.fields if name not in MORE]

    @property
    def more(self) -> list[forms.BoundField]:
        """Those that fold."""
        return [self[name] for name in MORE if name in self.fields]

    @property
    def more_in_force(self) -> int:
        """How many of those that fold hold something back."""
        return sum(1 for name in MORE if self.cleaned_data.get(name))

    @property
    def wanted(self) -> Wanted:
        """What was asked for, without what is not offered."""
        sort = self.data.get("sort", "")
        return Wanted(**self.cleaned_data, sort=sort if sort in ORDERS else "", mine=self.mine)

    @property
    def chips(self) -> list[Chip]:
        """The filters in force."""
        found = []
        for name in FILTERS:
            value = self.cleaned_data.get(name)
            if value:
                words = dict(self._choices(name)).get(value, value)
                found.append(Chip(self.fields[name].label, words, self._without(name)))
        return found

    def _without(self, name: str) -> str:
        query = self.query.copy()
        for each in (name, "page"):
            query.pop(each, None)
        return f"?{query.urlencode()}"
