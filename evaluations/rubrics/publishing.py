"""Publishing a draft edition by a second administrator, and retiring a published one."""

from datetime import datetime

from django.db import transaction

from accounts import journal, outbox
from accounts.roles import Actor, require
from accounts.tenancy import Scope
from evaluations.models import Area, Edition, EditionState
from evaluations.rubrics.refusals import (
    EditionEmpty,
    EditionFixed,
    EditionHasChanged,
    EditionNotInUse,
    SecondAdministratorNeeded,
)

PUBLISHED = "edition.published"  # the work that follows: proposals that wait for an edition are matched with it


def publish_edition(by: Actor, edition: Edition, *, version: int, now: datetime) -> Edition:
    """Freeze the draft as it is in `version` of its row, and promise that waiting proposals are matched with it.

    Refuses whoever made the draft or changed it last, an edition without areas, and one that changed since it was
    looked at. Pressed again it changes nothing.
    """
    require(by, "publish_edition")
    with transaction.atomic():
        locked: Edition = Edition.objects.select_for_update().get(pk=edition.pk)
        if locked.state == EditionState.PUBLISHED:
            return locked
        if locked.state != EditionState.DRAFT:
            raise EditionFixed
        check_second_administrator(by, locked)
        if locked.version != version:
            raise EditionHasChanged
        if not Area.objects.filter(edition=locked).exists():
            raise EditionEmpty
        locked.state = EditionState.PUBLISHED
        locked.published_at = now
        locked.published_by_id = by.user_id
        locked.version += 1
        locked.save(update_fields=["state", "published_at", "published_by", "version"])
        journal.record(
            by,
            "edition.published",
            locked,
            now=now,
            subject=locked.name,
            state=[EditionState.DRAFT.value, EditionState.PUBLISHED.value],
        )
        outbox.promise(PUBLISHED, f"{PUBLISHED}:{locked.pk}", Scope(house="admin"), now, edition=locked.pk)
    return locked


def retire_edition(by: Actor, edition: Edition, *, now: datetime) -> Edition:
    """Take a published edition out of use; results that stand on it stay. Pressed again it changes nothing."""
    require(by, "publish_edition")
    with transaction.atomic():
        locked: Edition = Edition.objects.select_for_update().get(pk=edition.pk)
        if locked.state == EditionState.RETIRED:
            return locked
        if locked.state != EditionState.PUBLISHED:
            raise EditionNotInUse
        check_second_administrator(by, locked)
        locked.state = EditionState.RETIRED
        locked.version += 1
        locked.save(update_fields=["state", "version"])
        journal.record(
            by,
            "edition.retired",
            locked,
            now=now,
            subject=locked.name,
            state=[EditionState.PUBLISHED.value, EditionState.RETIRED.value],
        )
    return locked


def check_second_administrator(by: Actor, edition: Edition) -> None:
    """Refuse whoever made the draft or changed it last. Makes no query."""
    if edition.is_work_of(by.user_id):
        raise SecondAdministratorNeeded
