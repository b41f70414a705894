"""Forms of an action itself: made anew, edited, linked. Fields are named as the arguments of the rules."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import OnceForm
from accounts.roles import Actor
from followup.forms.choices import Opportunity, as_choices, date_field, members, number_of, offer, tags_in_use, units
from followup.forms.suggesting import TagsField, suggest
from followup.forms.verbs import lines
from followup.models import Level

TAGS = _("Words that sort actions, with a comma between them.")
RESOURCES = _("People, money or systems that the action needs.")
LEVELS = [("", _("Not stated")), *Level.choices]


class IdsField(forms.TypedMultipleChoiceField):
    """Several of a list, as ids."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **options: Any) -> None:
        super().__init__(coerce=int, required=False, **options)


class NewActionForm(OnceForm):
    """A new action: title, owner and due date first, the rest may wait."""

    title = forms.CharField(label=_("Title"), max_length=200, help_text=_("What is done, in a few words."))
    description = lines(_("What is to be done"), required=False, max_length=10_000)
    owner_id = forms.TypedChoiceField(label=_("Owner"), required=False, coerce=number_of, empty_value=None)
    owner_text = forms.CharField(
        label=_("Or a role or a name"),
        required=False,
        max_length=120,
        help_text=_("Until the person has an account in Kompass."),
    )
    unit_id = forms.TypedChoiceField(label=_("Unit"), required=False, coerce=number_of, empty_value=None)
    due = date_field(label=_("Due date"), required=False)
    start = date_field(label=_("Start"), required=False)
    priority = forms.ChoiceField(label=_("Priority"), required=False, choices=LEVELS)
    effort = forms.ChoiceField(label=_("Effort"), required=False, choices=LEVELS)
    expected_effect = forms.ChoiceField(label=_("Expected effect"), required=False, choices=LEVELS)
    intended_result = lines(_("Intended result"), required=False, max_length=10_000)
    helper_ids = IdsField(label=_("Helpers"))
    note = lines(_("Note"), required=False)
    resources = lines(_("Resources"), rows=2, required=False, help_text=RESOURCES)
    reference = forms.CharField(label=_("Reference number"), required=False, max_length=60)
    tags = TagsField(label=_("Tags"), help_text=TAGS)
    findings = IdsField(label=_("Improvement opportunities that the action answers"))

    FIRST = ("title", "description", "owner_id", "owner_text", "unit_id", "due")
    LATER = (
        *("start", "priority", "effort", "expected_effect", "intended_result", "helper_ids", "note"),
        *("resources", "reference", "tags"),
    )

    def __init__(
        self,
        data: Any,
        *,
        by: Actor,
        today: date,
        offered: list[Opportunity],
        chosen: list[int],
        tags: list[str],
        estimated: dict[str, str] | None = None,
    ) -> None:
        super().__init__(data, initial={"findings": chosen, **(estimated or {})})
        suggest(self, "tags", tags)
        people = members(by, today)
        offer(self, "owner_id", people, empty=str(_("Nobody chosen")))
        offer(self, "helper_ids", people)
        offer(self, "unit_id", units(), empty=str(_("No unit")))
        offer(self, "findings", as_choices(offered))

    def clean(self) -> dict[str, Any]:
        """One owner, and an end after the start."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("owner_id") and cleaned.get("owner_text"):
            self.add_error("owner_text", _("Choose a person or write a name, not both."))
        if cleaned.get("start") and cleaned.get("due") and cleaned["due"] < cleaned["start"]:
            self.add_error("due", _("The due date must not lie before the start."))
        return cleaned

    @property
    def first(self) -> list[forms.BoundField]:
        """What one fills in."""
        return [self[name] for name in self.FIRST]

    @property
    def later(self) -> list[forms.BoundField]:
        """What may wait."""
        return [self[name] for name in self.LATER]

    @property
    def later_is_open(self) -> bool:
        """Whether something there must be put right."""
        return any(self[name].errors for name in self.LATER)


class EditActionForm(forms.Form):
    """The words and particulars; an owner sees only those that are the owner's to change."""

    title = forms.CharField(label=_("Title"), max_length=200)
    description = lines(_("What is to be done"), rows=6, required=False, max_length=10_000)
    intended_result = lines(_("Intended result"), required=False, max_length=10_000)
    note = lines(_("Note"), required=False, max_length=10_000)
    resources = lines(_("Resources"), required=False, max_length=10_000, help_text=RESOURCES)
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    start = date_field(label=_("Start"), required=False)
    priority = forms.ChoiceField(label=_("Priority"), required=False, choices=LEVELS)
    effort = forms.ChoiceField(label=_("Effort"), required=False, choices=LEVELS)
    expected_effect = forms.ChoiceField(label=_("Expected effect"), required=False, choices=LEVELS)
    reference = forms.CharField(label=_("Reference number"), required=False, max_length=60)
    tags = TagsField(label=_("Tags"), help_text=TAGS)
    helper_ids = IdsField(label=_("Helpers"))

    def __init__(
        self,
        data: Any,
        *,
        stands: dict[str, str],
        helpers: list[int],
        by: Actor,
        today: date,
        only: frozenset[str],
        plan_id: int,
    ) -> None:
        super().__init__(data, initial={**stands, "helper_ids": helpers})
        if only:
            for name in [name for name in self.fields if name not in only]:
                del self.fields[name]
            return
        suggest(self, "tags", tags_in_use(plan_id, by))
        offer(self, "unit", units(), empty=str(_("No unit")))
        offer(self, "helper_ids", members(by, today))


class LinkedForm(forms.Form):
    """Which improvement opportunities an action answers."""

    findings = IdsField(label=_("Improvement opportunities that the action answers"))

    def __init__(self, data: Any, *, offered: list[Opportunity], linked: list[int]) -> None:
        super().__init__(data, initial={"findings": linked})
        offer(self, "findings", as_choices(offered))
