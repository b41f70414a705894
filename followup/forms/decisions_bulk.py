"""The form of one decision on several improvement opportunities."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from followup.bulk import ForAll, SameDecision
from followup.forms.decisions import DecisionForm
from followup.models import Decision, DecisionKind
from followup.planning.actions import NewAction


class SameDecisionForm(DecisionForm):
    """One of the four choices for all that are ticked; «act» asks which actions are made."""

    makes = forms.ChoiceField(
        label=_("Actions"),
        required=False,
        choices=[
            ("", _("Make the actions later")),
            (ForAll.EACH.value, _("One action for each, titled by the report's words")),
            (ForAll.ONE.value, _("One action for all of them")),
        ],
        initial="",
        widget=forms.RadioSelect(attrs={"class": "ds-input"}),
    )

    def full_clean(self) -> None:
        """Demand the title only of one action for all; where it unfolds it is needed."""
        self.fields["title"].required = False
        super().full_clean()
        self.fields["title"].required = True

    def _show_needed(self) -> None:
        super()._show_needed()
        self.fields["title"].required = True

    def clean(self) -> dict[str, Any]:
        """One action for all has a title."""
        given = super().clean()
        is_one = given.get("kind") == DecisionKind.ACT and given.get("makes") == ForAll.ONE
        if is_one and not given.get("title", "").strip():
            self.add_error("title", _("Give the action a title."))
        return given

    @property
    def same(self) -> SameDecision:
        """What `decide_many` takes."""
        makes = ForAll(self.cleaned_data["makes"]) if self.choice["kind"] == DecisionKind.ACT else ForAll.NONE
        action: Any = self.action  # Any: a form's values as create_action takes them
        return SameDecision(self.choice, makes, action if makes else NewAction())

    @property
    def asked(self) -> dict[str, str]:
        """What was decided, in the form's words."""
        told = {gettext("Decision"): str(dict(self.fields["kind"].choices)[self.choice["kind"]])}  # type: ignore[attr-defined]  # the stubs know only the base class
        decision = Decision(**self.choice)
        day = decision.wait_until or decision.done_on
        told |= {gettext("Date"): date_format(day, "j F Y")} if day else {}
        told |= {gettext("Reason"): decision.reason} if decision.reason else {}
        told |= {gettext("What has been done"): decision.done_what} if decision.done_what else {}
        if self.same.makes:
            told[gettext("Actions")] = str(dict(self.fields["makes"].choices)[self.same.makes.value])  # type: ignore[attr-defined]
        return told
