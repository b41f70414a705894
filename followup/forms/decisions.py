"""The form of a decision, and what it says of the action made from it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.forms import OnceForm
from followup.forms.choices import Choices, date_field, number_of, offer
from followup.models import DecisionKind

OTHER = "other"

# What each choice asks for, unfolded only where it is chosen.
NEEDED: Mapping[str, tuple[str, ...]] = {
    DecisionKind.WAIT: ("wait_choice",),
    DecisionKind.DECLINE: ("reason",),
    DecisionKind.ALREADY_DONE: ("done_what", "done_on"),
}


class DecisionForm(OnceForm):
    """One of the four choices with what belongs to it; «act» unfolds a short form of an action."""

    use_required_attribute = False  # what is folded must not hold the form

    version = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            (DecisionKind.ACT, _("To be acted on")),
            (DecisionKind.WAIT, _("Wait until …")),
            (DecisionKind.DECLINE, _("Not to be acted on")),
            (DecisionKind.ALREADY_DONE, _("Already done")),
        ],
        widget=forms.RadioSelect(attrs={"class": "ds-input"}),
        error_messages={"required": _("Choose one of the four.")},
    )
    title = forms.CharField(label=_("The action's title"), max_length=200, required=False)
    owner = forms.CharField(
        label=_("Owner"),
        max_length=120,
        required=False,
        help_text=_("Choose a member in the list, or write a name or a role."),
        widget=forms.TextInput(attrs={"list": "members", "autocomplete": "off"}),
    )
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    due_choice = forms.ChoiceField(label=_("Due date"), required=False, widget=forms.RadioSelect)
    due = date_field(label=_("Another due date"), required=False)
    wait_choice = forms.ChoiceField(
        label=_("Wait until"),
        error_messages={"required": _("Enter the date until which you wait.")},
        widget=forms.RadioSelect,
    )
    wait_until = date_field(label=_("Another date to wait until"), required=False)
    wait_reason = forms.CharField(label=_("Why wait?"), max_length=2000, required=False, widget=forms.Textarea)
    reason = forms.CharField(
        label=_("Why is it not acted on?"),
        max_length=2000,
        error_messages={"required": _("Write a reason why it is not acted on.")},
        widget=forms.Textarea,
    )
    done_what = forms.CharField(
        label=_("What has been done?"),
        max_length=2000,
        error_messages={"required": _("Write what has been done.")},
        widget=forms.Textarea,
    )
    done_on = date_field(
        label=_("When was it done?"), error_messages={"required": _("Enter the date on which it was done.")}
    )

    def __init__(self, *args: Any, members: Choices, units: Choices, check_ins: Iterable[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = members
        offer(self, "unit", units, empty=gettext("Not chosen"))
        days = [(day.isoformat(), date_format(day, "j F Y")) for day in check_ins]
        offer(self, "due_choice", [("", gettext("Decided later")), *days, (OTHER, gettext("Another date"))])
        offer(self, "wait_choice", [*days, (OTHER, gettext("Another date"))])
        for name in ("wait_reason", "reason", "done_what"):
            self.fields[name].widget.attrs["rows"] = 2
        self._show_needed()

    def full_clean(self) -> None:
        """Demand what the chosen one of the four needs; on the page each asks for its own."""
        kind = self.data.get("kind")
        written = {"wait_choice": self.data.get("wait_until")}
        for owner, names in NEEDED.items():
            for name in names:
                self.fields[name].required = owner == kind and not written.get(name)
        super().full_clean()
        self._show_needed()

    def clean(self) -> dict[str, Any]:
        """Ask for the date where another one than those suggested is meant."""
        given: dict[str, Any] = super().clean() or {}
        for kind, choice, other in (("wait", "wait_choice", "wait_until"), ("act", "due_choice", "due")):
            lacks = given.get(choice) == OTHER and not given.get(other) and other not in self.errors
            if given.get("kind") == kind and lacks:
                self.add_error(other, _("Enter the date, or choose another answer."))
        return given

    def _show_needed(self) -> None:
        for names in NEEDED.values():
            for name in names:
                self.fields[name].required = True

    @property
    def choice(self) -> dict[str, Any]:
        """What `decide` takes."""
        given = self.cleaned_data
        reason = given["wait_reason"] if given["kind"] == DecisionKind.WAIT else given["reason"]
        return {
            "kind": given["kind"],
            "wait_until": _day(given, "wait_choice", "wait_until"),
            "reason": "" if given["kind"] == DecisionKind.ACT else reason,
            "done_what": given["done_what"],
            "done_on": given["done_on"],
        }

    @property
    def makes_action(self) -> bool:
        """Whether an action is made at the same time."""
        return self.cleaned_data["kind"] == DecisionKind.ACT and bool(self.cleaned_data["title"].strip())

    @property
    def action(self) -> dict[str, Any]:
        """What `create_action` takes: a name in the list is a member, any other stands as text."""
        given = self.cleaned_data
        owner_id = member_of(given["owner"], self.members)
        return {
            "title": given["title"],
            "owner_id": owner_id,
            "owner_text": "" if owner_id else given["owner"],
            "unit_id": number_of(given["unit"]),
            "due": _day(given, "due_choice", "due"),
        }


def member_of(words: str, members: Choices) -> int | None:
    """The member whom a line of the list, or a name that only one has, means."""
    meant = " ".join(words.split()).casefold()
    if not meant:
        return None
    for named in (str, lambda line: line.partition(",")[0]):
        found = [pk for pk, line in members if named(line).casefold() == meant]
        if len(found) == 1:
            return int(found[0])
    return None


def _day(given: Mapping[str, Any], choice: str, other: str) -> date | None:
    """The suggested date that was chosen, else the one that was written."""
    chosen = given.get(choice) or ""
    if chosen in ("", OTHER):
        written: date | None = given.get(other)
        return written
    return date.fromisoformat(chosen)


class AdoptForm(OnceForm):
    """By whom, when and under which reference a plan was adopted."""

    body = forms.CharField(
        label=_("Adopted by"), max_length=120, help_text=_("The body as in the minutes, for instance Kommunstyrelsen.")
    )
    adopted_on = date_field(label=_("Date of the decision"))
    reference = forms.CharField(
        label=_("Reference"),
        max_length=60,
        required=False,
        help_text=_("Registration number and paragraph, for instance KS 2027/15 § 42."),
    )
