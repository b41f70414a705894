"""Whose late, moved and waiting actions are looked at."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from followup.forms.choices import offer
from followup.listing import swedish
from followup.situation import ActionRow


class SituationFilter(forms.Form):
    """An area and a unit; what nobody offers is as if nothing was asked."""

    area = forms.ChoiceField(label=_("Area"), required=False)
    unit = forms.ChoiceField(label=_("Unit"), required=False)

    def __init__(self, data: QueryDict, *, areas: Mapping[int, str], units: Mapping[int, str]) -> None:
        super().__init__(data)
        by_name = sorted(units.items(), key=lambda unit: swedish(unit[1]))
        offer(
            self, "area", [(str(number), f"{number}. {title}") for number, title in areas.items()], empty=str(_("All"))
        )
        offer(self, "unit", [(str(key), name) for key, name in by_name], empty=str(_("All")))
        self.full_clean()

    def fitting(self, rows: Sequence[ActionRow]) -> list[ActionRow]:
        """The rows of the area and the unit asked for."""
        wanted: dict[str, Any] = self.cleaned_data
        area, unit = wanted.get("area"), wanted.get("unit")
        return [
            row
            for row in rows
            if (not area or int(area) in row.areas) and (not unit or row.action.unit_id == int(unit))
        ]
