"""Forms of people, invitations, units and settings: they check shape, the rules check sense."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import OnceForm
from accounts.models import Membership, Role, Unit, UnitKind
from accounts.models.sharing import ReaderSees, SharingLevel

PEOPLE_OF_SKR = {
    Role.SKR_ADMIN: _("Administrator: reviews and publishes, and invites SKR's people and first coordinators"),
    Role.SKR_EVALUATOR: _("Evaluator: sees the evaluations and works on those assigned to them"),
}
PEOPLE_OF_TOWN = {
    Role.COORDINATOR: _("Coordinator: leads the work, decides on improvement opportunities and invites others"),
    Role.MANAGEMENT: _("Management: reads everything and comments"),
    Role.ACTION_OWNER: _("Action owner: reads everything and reports on the actions they own or help with"),
    Role.READER: _("Reader: reads the result and the adopted plan"),
}


def explained(roles: Iterable[Role]) -> list[tuple[str, Any]]:  # Any: a lazy translation
    """Roles with what they mean, for radio buttons."""
    words = PEOPLE_OF_SKR | PEOPLE_OF_TOWN
    return [(role.value, words[role]) for role in roles]


class PeopleFilter(forms.Form):
    """Which people to show."""

    q = forms.CharField(label=_("Name or e-mail"), max_length=100, required=False, widget=forms.SearchInput)
    role = forms.ChoiceField(label=_("Role"), required=False)
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    state = forms.ChoiceField(
        label=_("Show"), required=False, choices=[("", _("Those who belong now")), ("ended", _("Those who have left"))]
    )

    def __init__(self, *args: Any, roles: Sequence[Role], units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "role", [("", _("All")), *((role.value, role.label) for role in roles)])
        _choose(self, "unit", [("", _("All")), *((str(unit.pk), unit.name) for unit in units)])
        if not units:
            del self.fields["unit"]


class InviteForm(OnceForm):
    """Whom to invite to which role."""

    display_name = forms.CharField(
        label=_("Name"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The invitation is sent here and works for this address only."),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    title = forms.CharField(label=_("Job title"), max_length=100, required=False)
    unit = forms.ChoiceField(label=_("Unit"), required=False)

    def __init__(self, *args: Any, roles: Sequence[Role], units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "role", explained(roles))
        _choose(self, "unit", _units(units))
        if not units:
            del self.fields["unit"]


class FirstCoordinatorForm(OnceForm):
    """The coordinator whom SKR invites."""

    display_name = InviteForm.base_fields["display_name"]
    email = InviteForm.base_fields["email"]


class DetailsForm(forms.Form):
    """What lists and mails show of a person; each text carries the value it was loaded with."""

    display_name = forms.CharField(label=_("Name"), max_length=100)
    title = forms.CharField(label=_("Job title"), max_length=100, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    unit = forms.ChoiceField(label=_("Unit"), required=False)

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "unit", _units(units))
        if not units:
            del self.fields["unit"]


class RoleForm(forms.Form):
    """One role."""

    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, roles: Iterable[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "role", explained(roles))


class EndForm(forms.Form):
    """When a role ends."""

    when = forms.ChoiceField(
        label=_("When does the role end?"),
        choices=[("now", _("At once")), ("later", _("After a last day"))],
        initial="now",
        widget=forms.RadioSelect,
    )
    last_day = forms.DateField(
        label=_("Last day, if it is not at once"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean(self) -> dict[str, Any]:
        """A last day belongs to «after a last day»."""
        cleaned = super().clean() or {}
        if cleaned.get("when") == "later" and not cleaned.get("last_day") and "last_day" not in self.errors:
            self.add_error("last_day", _("Choose the last day."))
        return cleaned


class UnitForm(OnceForm):
    """A unit with its kind and head."""

    name = forms.CharField(label=_("Name"), max_length=120)
    kind = forms.ChoiceField(label=_("Kind"), choices=UnitKind, initial=UnitKind.ADMINISTRATION)
    head = forms.ChoiceField(label=_("Head"), required=False)

    def __init__(self, *args: Any, people: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "head", [("", _("Nobody chosen")), *((str(p.pk), _as_choice(p)) for p in people)])


class SettingsForm(forms.Form):
    """A municipality's choices."""

    reader_sees = forms.ChoiceField(
        label=_("What do readers see beside the result?"), choices=ReaderSees, widget=forms.RadioSelect
    )
    owner_moves_deadline = forms.ChoiceField(
        label=_("May action owners move the due dates of their own actions?"),
        choices=[("yes", _("Yes, with a reason")), ("no", _("No, only coordinators may"))],
        widget=forms.RadioSelect,
    )


class SharingForm(forms.Form):
    """How much SKR sees."""

    level = forms.ChoiceField(
        label=_("What may SKR see of the plan?"),
        choices=[
            (SharingLevel.NONE.value, _("Nothing")),
            (SharingLevel.FIGURES.value, _("Figures: how many are decided, under way, late and done, by area")),
            (SharingLevel.ALL.value, _("The whole plan: decisions and actions, but no comments, files or reports")),
        ],
        widget=forms.RadioSelect,
    )


def _choose(form: forms.Form, name: str, choices: Sequence[tuple[str, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def _units(units: Sequence[Unit]) -> list[tuple[str, Any]]:
    return [("", _("No unit")), *((str(unit.pk), unit.name) for unit in units)]


def _as_choice(person: Membership) -> str:
    return f"{person.display_name}, {person.title}" if person.title else person.display_name
