"""What a document is to hold, as the address says it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from followup.documents.choosing import Choice
from followup.documents.content import KeptPlan
from followup.forms.filters import ALL
from followup.models import PlanCopy

ACTED = "acted"
OTHER = "mot"


class DocumentForm(forms.Form):
    """One area, one unit, with or without what is not acted on; what nobody offers is as if nothing was asked."""

    area = forms.ChoiceField(label=_("Area"), required=False)
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    holds = forms.ChoiceField(
        label=_("Improvement opportunities"),
        required=False,
        choices=[("", _("All decisions")), (ACTED, _("Only what is acted on"))],
    )

    def __init__(self, data: QueryDict, plan: KeptPlan) -> None:
        super().__init__(data)
        self.query = data
        areas = [(str(area.number), f"{area.number}. {area.title}") for area in plan.areas]
        for name, choices in (("area", areas), ("unit", [(unit, unit) for unit in sorted(plan.units)])):
            field: Any = self.fields[name]  # Any: the stubs know only the base class
            field.choices = [ALL, *choices]
        self.full_clean()

    @property
    def choice(self) -> Choice:
        """What was asked for, without what is not offered."""
        given = self.cleaned_data
        area = int(given["area"]) if given.get("area") else None
        return Choice(area, given.get("unit", ""), given.get("holds") == ACTED)

    @property
    def asked(self) -> str:
        """The same as a query, for the other forms of the document."""
        query = self.query.copy()
        for name in [name for name in query if name not in {*self.fields, "utvardering"}]:
            del query[name]
        return f"?{query.urlencode()}" if query else ""


class CompareForm(forms.Form):
    """With what an adopted copy is compared: the plan as it stands, or another copy."""

    mot = forms.ChoiceField(label=_("Compare with"), required=False)

    def __init__(self, data: QueryDict, copies: Iterable[PlanCopy], *, sees_work: bool) -> None:
        super().__init__(data)
        now: list[tuple[str, object]] = [("", _("the plan as it stands now"))] if sees_work else []
        field: Any = self.fields[OTHER]  # Any: the stubs know only the base class
        field.choices = [*now, *((str(each.number), f"{each.adopted_on.isoformat()}, {each.body}") for each in copies)]
        self.has_choice = len(field.choices) > 1
