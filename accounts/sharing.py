"""What a municipality lets SKR see of its plan; both sides read the same level."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from accounts import journal
from accounts.models import Event, Municipality, Sharing, SharingLevel
from accounts.roles import Actor, require

READ = "plan.read_by_skr"


def level_of(by: Actor) -> SharingLevel:
    """The level that holds in the scope's municipality; nothing is shared until somebody chooses it."""
    sharing = Sharing.objects.filter(municipality_id=by.scope.municipality).first()
    return SharingLevel(sharing.level) if sharing else SharingLevel.NONE


def set_sharing(by: Actor, *, level: SharingLevel, now: datetime) -> Sharing:
    """Share more or less; it holds at once. The same level again changes nothing."""
    require(by, "set_sharing")
    with transaction.atomic():
        place = {"municipality_id": by.scope.municipality}
        Sharing.objects.bulk_create([Sharing(**place)], ignore_conflicts=True)
        sharing: Sharing = Sharing.objects.select_for_update().get(**place)
        if sharing.level == level:
            return sharing
        before, sharing.level = sharing.level, level
        sharing.version += 1
        sharing.save(update_fields=["level", "version"])
        journal.record(
            by, "sharing.changed", sharing, now=now, municipality=by.scope.municipality, level=[before, str(level)]
        )
    return sharing


def shared_with_skr(municipality: Municipality) -> SharingLevel:
    """What the municipality lets SKR see, as SKR sees it; nothing where it has not chosen."""
    level = Sharing.objects.filter(municipality_id=municipality.pk).values_list("level", flat=True).first()
    return SharingLevel(level or SharingLevel.NONE)


def record_reading(by: Actor, municipality: Municipality, *, now: datetime) -> Event:
    """Write SKR's reading into the municipality's own stream, where its people see it."""
    require(by, "read_shared_plan")
    return journal.record(by, READ, municipality, now=now, municipality=municipality.pk, subject=municipality.name)


def readings(by: Actor) -> QuerySet[Event]:
    """SKR's readings of the municipality's plan, newest first."""
    require(by, "read_sharing")
    return Event.objects.visible_to(by).filter(verb=READ).select_related("facts").order_by("-id")
