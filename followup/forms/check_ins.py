"""The forms of check-ins: one row of an answer page, what to look for in a check-in, and when check-ins are held."""

from typing import Any, NamedTuple

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.editing import same
from followup.forms.filters import ALL, Chip
from followup.forms.verbs import LIGHTS, ReportForm
from followup.models import CheckInPattern, StatusReport

ASKED = ("light", "note", "percent", "forecast")


class AnswerForm(ReportForm):
    """The answer about one action among others on a page: its fields carry the action's number."""

    def __init__(self, *args: Any, report: StatusReport | None, action: Any, **kwargs: Any) -> None:
        self.report = report
        super().__init__(*args, action=action, **kwargs)
        self.prefix = f"a{action.number}"
        self.fields["light"].label = pgettext_lazy("check-in", "How does it go?")
        self.fields["note"].label = pgettext_lazy("check-in", "Two lines")

    def loaded(self, action: Any, today: Any) -> dict[str, object]:
        """What was answered, where something was; else what is known of the action."""
        if self.report is None:
            return super().loaded(action, today)
        return {name: getattr(self.report, name) for name in ASKED}

    @property
    def is_touched(self) -> bool:
        """Whether something was sent that differs from what stands; an answer is not given twice by «save all».

        A row of another page is not sent at all, which takes nothing away.
        """
        return self.add_prefix("note") in self.data and any(
            not same(self._sent(name), self._stands(name)) for name in ASKED
        )

    def _sent(self, name: str) -> str:
        return str(self.data.get(self.add_prefix(name), ""))

    def _stands(self, name: str) -> str:
        value = self.initial.get(name)
        return "" if value is None else str(value)


class Asked(NamedTuple):
    """What of a check-in is asked for; empty means all."""

    light: str
    show: str
    by: str


class CheckInFilter(forms.Form):
    """Which answers, and under which headings."""

    light = forms.ChoiceField(label=_("Traffic light"), required=False, choices=[ALL, *LIGHTS])
    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ALL,
            ("missing", pgettext_lazy("check-in", "Missing answers")),
            ("late", pgettext_lazy("check-in", "Late actions")),
            ("changed", pgettext_lazy("check-in", "Changed traffic light")),
        ],
    )

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.query = data
        self.full_clean()

    @property
    def asked(self) -> Asked:
        """What was asked for; what nobody offers is as if nothing was."""
        given = self.cleaned_data
        by = "unit" if self.query.get("by") == "unit" else "area"
        return Asked(given.get("light", ""), given.get("show", ""), by)

    @property
    def chips(self) -> list[Chip]:
        """The filters in force."""
        found = []
        for name in ("light", "show"):
            if value := self.cleaned_data.get(name):
                words = dict(getattr(self.fields[name], "choices", ()))[value]
                found.append(Chip(self.fields[name].label, words, self.without(name)))
        return found

    def without(self, *names: str, **put: str) -> str:
        """The address without these parts of the query, with others put in."""
        query = self.query.copy()
        for each in (*names, "page"):
            query.pop(each, None)
        for name, value in put.items():
            query[name] = value
        return f"?{query.urlencode()}"


class ScheduleForm(forms.Form):
    """When check-ins are held."""

    is_on = forms.ChoiceField(
        label=_("Are check-ins held?"),
        choices=[("yes", _("Yes, owners are asked by mail")), ("no", _("No"))],
        widget=forms.RadioSelect,
    )
    pattern = forms.ChoiceField(
        label=_("When?"),
        choices=[
            (CheckInPattern.TERTIAL.value, _("Three times a year: 30 April, 31 August and 31 December")),
            (CheckInPattern.QUARTER.value, _("Four times a year: 31 March, 30 June, 30 September and 31 December")),
            (CheckInPattern.HALF_YEAR.value, _("Twice a year: 30 June and 31 December")),
            (CheckInPattern.OWN.value, _("On days of our own")),
        ],
        widget=forms.RadioSelect,
    )
    days = forms.CharField(
        label=_("Own days"),
        required=False,
        max_length=100,
        help_text=_(
            "Month and day with a comma between, as 03-15, 09-15. Where a year has no 29 February it is the 28th."
        ),
    )
    opens_before = forms.IntegerField(
        label=_("How many days before is it opened?"),
        min_value=1,
        max_value=60,
        help_text=_("Each owner then gets one mail for all their actions."),
    )
    reminds_before = forms.IntegerField(
        label=_("How many days before are those who have not answered reminded?"), min_value=0, max_value=60
    )
