"""What to change of many actions at once: what is ticked is changed, the rest is left alone."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.forms import OnceForm
from followup.bulk import Wanted
from followup.forms.actions import LEVELS
from followup.forms.choices import Choices, Opportunity, as_choices, date_field, offer
from followup.forms.decisions import member_of
from followup.forms.verbs import lines

WITH_REASON = ("restore_action", "cancel_action")
PARTICULARS = ("unit", "priority", "effort", "expected_effect")
STATUS_VERBS = [
    ("start_action", pgettext_lazy("bulk", "Start")),
    ("resume_action", _("Take up again")),
    ("restore_action", _("Restore")),
    ("cancel_action", pgettext_lazy("bulk", "Cancel")),
]

# What is ticked, and the fields that belong to it.
PARTS: Mapping[str, tuple[str, ...]] = {
    "owner": ("owner",),
    "due": ("due", "due_reason"),
    "unit": ("unit",),
    "priority": ("priority",),
    "effort": ("effort",),
    "expected_effect": ("expected_effect",),
    "tags": ("tags_added", "tags_removed"),
    "finding": ("finding",),
    "status": ("status_verb", "status_reason"),
}
NEEDED = {"due", "due_reason", "finding", "status_verb"}


class BulkForm(OnceForm):
    """Tick what is to be changed; each tick unfolds its fields."""

    use_required_attribute = False  # what is folded must not hold the form

    change = forms.MultipleChoiceField(
        label=_("What do you want to change?"),
        choices=[
            ("owner", _("Owner")),
            ("due", _("Due date")),
            ("unit", _("Unit")),
            ("priority", _("Priority")),
            ("effort", _("Effort")),
            ("expected_effect", _("Expected effect")),
            ("tags", _("Tags")),
            ("finding", _("Improvement opportunity")),
            ("status", _("Status")),
        ],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "ds-input"}),
        error_messages={"required": _("Tick at least one thing to change.")},
    )
    owner = forms.CharField(
        label=_("New owner"),
        max_length=120,
        required=False,
        help_text=_("Choose a member in the list, or write a name or a role. Empty, the actions have no owner."),
        widget=forms.TextInput(attrs={"list": "members", "autocomplete": "off"}),
    )
    due = date_field(label=_("New due date"), error_messages={"required": _("Enter the new due date.")})
    due_reason = lines(
        _("Why is it moved?"), rows=2, error_messages={"required": _("Write why the due date is moved.")}
    )
    unit = forms.ChoiceField(label=_("New unit"), required=False)
    priority = forms.ChoiceField(label=_("New priority"), required=False, choices=LEVELS)
    effort = forms.ChoiceField(label=_("New effort"), required=False, choices=LEVELS)
    expected_effect = forms.ChoiceField(label=_("New expected effect"), required=False, choices=LEVELS)
    tags_added = forms.CharField(
        label=_("Add tags"), max_length=400, required=False, help_text=_("Several are parted by commas.")
    )
    tags_removed = forms.CharField(label=_("Take tags away"), max_length=400, required=False)
    finding = forms.ChoiceField(
        label=_("Link the actions to"), error_messages={"required": _("Choose an improvement opportunity.")}
    )
    status_verb = forms.ChoiceField(
        label=_("What is done?"),
        choices=STATUS_VERBS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is done.")},
    )
    status_reason = lines(
        _("Why?"),
        rows=2,
        required=False,
        help_text=_("Needed to cancel and to restore."),
        error_messages={"required": _("Write a reason, so that others understand why.")},
    )

    def __init__(
        self, *args: Any, members: Choices, units: Choices, offered: list[Opportunity], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.members, self.today = members, today
        offer(self, "unit", units, empty=gettext("No unit"))
        offer(self, "finding", as_choices(offered), empty=gettext("Not chosen"))

    def full_clean(self) -> None:
        """Demand only what belongs to what is ticked."""
        ticked = self.data.getlist("change") if hasattr(self.data, "getlist") else []
        for part, names in PARTS.items():
            for name in NEEDED.intersection(names):
                self.fields[name].required = part in ticked
        with_reason = "status" in ticked and self.data.get("status_verb") in WITH_REASON
        self.fields["status_reason"].required = with_reason
        super().full_clean()
        for name in NEEDED:  # on the page each asks for its own
            self.fields[name].required = True

    def clean(self) -> dict[str, Any]:
        """Tags are added or taken away, or the tick is a mistake; what is folded has no errors."""
        given: dict[str, Any] = super().clean() or {}
        ticked = given.get("change", [])
        for part, names in PARTS.items():
            for name in names:
                if part not in ticked:
                    self.errors.pop(name, None)
        if "tags" in ticked and not (_tags(given, "tags_added") or _tags(given, "tags_removed")):
            self.add_error("tags_added", _("Write at least one tag to add or take away."))
        return given

    @property
    def parts(self) -> list[dict[str, Any]]:
        """Each tick with its fields, as the page shows them. Any: widgets and bound fields."""
        ticks = {tick.data["value"]: tick for tick in self["change"].subwidgets}
        return [{"tick": ticks[part], "fields": [self[name] for name in names]} for part, names in PARTS.items()]

    @property
    def finding_id(self) -> int | None:
        """The improvement opportunity that is chosen."""
        chosen = self._asked("finding") and self.cleaned_data["finding"]
        return int(chosen) if chosen else None

    def _asked(self, part: str) -> bool:
        return part in self.cleaned_data["change"]

    def wanted(self, finding: Any = None) -> Wanted:
        """What `change_many` takes. Any: the row of the chosen improvement opportunity."""
        given = self.cleaned_data
        member = member_of(given["owner"], self.members)
        status = given["status_verb"] if self._asked("status") else ""
        return Wanted(
            owner=(member, "" if member else given["owner"]) if self._asked("owner") else None,
            due=(given["due"], given["due_reason"]) if self._asked("due") else None,
            particulars={name: given[name] for name in PARTICULARS if self._asked(name)},
            tags_added=_tags(given, "tags_added") if self._asked("tags") else (),
            tags_removed=_tags(given, "tags_removed") if self._asked("tags") else (),
            finding=finding,
            status_verb=status,
            reason=given["status_reason"] if status in WITH_REASON else "",
        )

    @property
    def asked(self) -> dict[str, str]:
        """What is to be changed, in the form's words."""
        told = {}
        for part, names in PARTS.items():
            for name in names if self._asked(part) else ():
                words = self._words(name)
                if words or name in ("owner", *PARTICULARS):
                    told[str(self.fields[name].label)] = words or "–"
        return told

    def _words(self, name: str) -> str:
        value = self.cleaned_data.get(name) or ""
        if isinstance(value, date):
            return date_format(value, "j F Y")
        choices = dict(getattr(self.fields[name], "choices", ()))
        return str(choices.get(value, value)) if value else ""


def _tags(given: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return tuple(filter(None, (tag.strip() for tag in (given.get(name) or "").split(","))))
