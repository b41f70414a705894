"""A municipality's own choices: what readers see, and whether owners move their due dates."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts import journal
from accounts.editing import Edit, merged
from accounts.models import MunicipalitySettings, ReaderSees
from accounts.roles import Actor, require

NAMES = ("reader_sees", "owner_moves_deadline")


def settings_of(by: Actor) -> MunicipalitySettings:
    """The choices that hold in the scope's municipality; the defaults where none was made."""
    rows = MunicipalitySettings.objects.filter(municipality_id=by.scope.municipality)
    return rows.first() or MunicipalitySettings(municipality_id=by.scope.municipality or 0)


def as_text(chosen: MunicipalitySettings) -> dict[str, str]:
    """The choices as a form carries them."""
    return {
        "reader_sees": chosen.reader_sees,
        "owner_moves_deadline": "yes" if chosen.owner_moves_deadline else "no",
    }


def change_settings(by: Actor, edit: Edit, *, now: datetime) -> MunicipalitySettings:
    """Write the choices. Raises FieldsClash where somebody else made one meanwhile; the same changes nothing."""
    require(by, "change_settings")
    with transaction.atomic():
        place = {"municipality_id": by.scope.municipality}
        MunicipalitySettings.objects.bulk_create([MunicipalitySettings(**place)], ignore_conflicts=True)
        chosen: MunicipalitySettings = MunicipalitySettings.objects.select_for_update().get(**place)
        before = as_text(chosen)
        changed = merged(before, edit.of(NAMES))
        if not changed:
            return chosen
        after = before | changed
        chosen.reader_sees = ReaderSees(after["reader_sees"])
        chosen.owner_moves_deadline = after["owner_moves_deadline"] == "yes"
        chosen.version += 1
        chosen.save(update_fields=[*NAMES, "version"])
        facts: dict[str, Any] = {name: [before[name], after[name]] for name in changed}
        journal.record(by, "settings.changed", chosen, now=now, municipality=by.scope.municipality, **facts)
    return chosen
