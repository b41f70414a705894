"""One small form for each verb of an action. The fields are named as the arguments of the rule."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.forms import OnceForm
from followup.forms.choices import date_field, members, names_of_members, number_of, offer
from followup.forms.suggesting import Suggesting, suggest
from followup.models import Action, Light, Milestone

LIGHTS = [
    (Light.GREEN.value, pgettext_lazy("status", "On track")),
    (Light.YELLOW.value, pgettext_lazy("status", "Risk")),
    (Light.RED.value, pgettext_lazy("status", "Deviates")),
]


def lines(label: Any, rows: int = 3, **options: Any) -> forms.CharField:
    """A text of a few lines. Any: labels are lazy translations."""
    options.setdefault("max_length", 2000)
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **options)


class VerbForm(forms.Form):
    """A form about one action; `given` is what the rule is called with."""

    def __init__(self, data: Any = None, files: Any = None, *, action: Action, by: Any, today: date) -> None:
        super().__init__(data, files, initial=self.loaded(action, today))
        self.prepare(action, by, today)

    def loaded(self, action: Action, today: date) -> dict[str, object]:
        """The values the fields start with."""
        return {}

    def prepare(self, action: Action, by: Any, today: date) -> None:
        """Give fields their choices, or leave out those that are not needed."""

    @property
    def given(self) -> dict[str, Any]:
        """The arguments of the rule."""
        return self.cleaned_data


class ReportForm(VerbForm, OnceForm):
    """How it goes: two lines and a light; twenty seconds."""

    light = forms.ChoiceField(label=_("How does it go?"), choices=LIGHTS, widget=forms.RadioSelect)
    note = lines(_("Two lines on where it stands"), rows=2, max_length=500)
    percent = forms.IntegerField(label=_("Percent done"), required=False, min_value=0, max_value=100)
    forecast = date_field(label=_("Forecast: when will it be done?"), required=False)

    field_order = ("light", "note", "percent", "forecast", "once_key")

    def loaded(self, action: Action, today: date) -> dict[str, object]:
        return {"percent": action.percent, "forecast": action.forecast}

    @property
    def given(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "once_key"}


class BlockForm(VerbForm):
    """What stands in the way."""

    note = lines(_("What stands in the way?"))
    unblocker = forms.CharField(
        label=_("Who can solve it?"),
        max_length=120,
        widget=Suggesting(attrs={"autocomplete": "off"}),
        help_text=_("A member, or a name or role."),
    )

    def prepare(self, action: Action, by: Any, today: date) -> None:
        suggest(self, "unblocker", names_of_members(by, today))


class PauseForm(VerbForm):
    """Why it waits, and until when."""

    reason = lines(_("Why does it wait?"))
    resume_on = date_field(label=_("When is it taken up again?"))


class CompleteForm(VerbForm):
    """When it was done, what became of the open milestones, and how its effect will be seen."""

    MILESTONE = "milestone-"
    FATES = (("tick", pgettext_lazy("milestone", "Done")), ("drop", pgettext_lazy("milestone", "Dropped")))

    done_on = date_field(label=_("When was it done?"))
    effect_seen_how = lines(
        _("How will the effect be seen?"),
        help_text=_("For instance a figure, a survey or a review that shows a difference."),
    )
    effect_look_on = date_field(label=_("When is it time to look for the effect?"))

    def loaded(self, action: Action, today: date) -> dict[str, object]:
        return {
            "done_on": today,
            "effect_seen_how": action.effect_seen_how or action.intended_result,
            "effect_look_on": action.effect_look_on,
        }

    def prepare(self, action: Action, by: Any, today: date) -> None:
        rows = Milestone.objects.visible_to(by).filter(action=action, done_on=None, is_dropped=False)
        for step in rows.order_by("position", "id"):
            label = _("Milestone: %(title)s") % {"title": step.title}
            self.fields[f"{self.MILESTONE}{step.pk}"] = forms.ChoiceField(
                label=label, choices=self.FATES, widget=forms.RadioSelect, initial="tick"
            )

    @property
    def given(self) -> dict[str, Any]:
        told = {name: value for name, value in self.cleaned_data.items() if not name.startswith(self.MILESTONE)}
        fates = {
            int(name.removeprefix(self.MILESTONE)): value
            for name, value in self.cleaned_data.items()
            if name.startswith(self.MILESTONE)
        }
        return {**told, "milestones": fates}


class ReasonForm(VerbForm):
    """Only why."""

    reason = lines(_("Why?"))


class ReopenForm(ReasonForm):
    """Why, and a new due date where the old one has passed."""

    due = date_field(label=_("New due date"), required=False)

    def prepare(self, action: Action, by: Any, today: date) -> None:
        self.fields["due"].required = action.due is not None and action.due < today


class DeadlineForm(VerbForm):
    """A new due date, and why."""

    due = date_field(label=_("New due date"))
    reason = lines(_("Why is it moved?"))

    def loaded(self, action: Action, today: date) -> dict[str, object]:
        return {"due": action.due}


class OwnerForm(VerbForm):
    """A member, or a role or name until that person has an account."""

    membership_id = forms.TypedChoiceField(label=_("Owner"), required=False, coerce=number_of, empty_value=None)
    text = forms.CharField(
        label=_("Or a role or a name"),
        required=False,
        max_length=120,
        help_text=_("Until the person has an account in Kompass."),
    )

    def loaded(self, action: Action, today: date) -> dict[str, object]:
        return {"membership_id": action.owner_id or "", "text": action.owner_text}

    def prepare(self, action: Action, by: Any, today: date) -> None:
        offer(self, "membership_id", members(by, today), empty=str(_("Nobody chosen")))

    def clean(self) -> dict[str, Any]:
        """One of the two, not both."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("membership_id") and cleaned.get("text") and "text" in self.changed_data:
            self.add_error("text", _("Choose a person or write a name, not both."))
        elif cleaned.get("membership_id"):
            cleaned["text"] = ""
        return cleaned


class LinkForm(VerbForm):
    """A link to something that lies elsewhere."""

    url = forms.URLField(label=_("Address"), max_length=500, assume_scheme="https")
    title = forms.CharField(label=_("Title"), max_length=200)
    is_evidence = forms.BooleanField(label=_("Shows the effect of the action"), required=False)


class FileForm(VerbForm):
    """A file."""

    upload = forms.FileField(label=_("File"))
    title = forms.CharField(
        label=_("Title"), max_length=200, required=False, help_text=_("The file's own name where it is left empty.")
    )
    is_evidence = forms.BooleanField(label=_("Shows the effect of the action"), required=False)
