"""A new member turns out to be the name or role under which actions stood."""

from collections.abc import Collection
from datetime import date, datetime

from accounts.models import Membership
from accounts.roles import Actor
from followup.models import Action, ActionChange, PlanState
from followup.models.action import ActionQuerySet
from followup.progress.changing import record, signed
from followup.progress.states import FROM


def owner_texts(name: str, title: str, municipality: int) -> list[str]:
    """The texts under «Ansvarig» of open and done actions that hold this name or are this title."""
    rows = _claimable(municipality)
    texts = rows.values_list("owner_text", flat=True).distinct().order_by("owner_text")
    name, title = name.strip().casefold(), title.strip().casefold()
    return [
        text for text in texts if (name and name in text.casefold()) or (title and text.strip().casefold() == title)
    ]


def claim_actions(membership: Membership, texts: Collection[str], by: Actor, *, now: datetime, today: date) -> int:
    """Give the actions that stand under these texts to the member who says to be meant; returns how many."""
    rows = _claimable(membership.municipality_id or 0).filter(owner_text__in=texts)
    found = list(rows.select_for_update(of=("self",)).order_by("pk"))
    for action in found:
        before = {"owner_id": None, "owner_text": action.owner_text, "owner_left": action.owner_left}
        action.owner, action.owner_text, action.owner_left = membership, "", False
        action.version += 1
        action.save(update_fields=[*before, "version"])
        ActionChange.objects.create(
            municipality_id=action.municipality_id,
            action=action,
            verb="owner_claims",
            **signed(by, now),
            before=before,
            after={"owner_id": membership.pk, "owner_text": "", "owner_left": False},
            version=action.version,
            fields=list(before),
        )
        owner = [before["owner_text"], membership.display_name]
        record(by, "action.owner_changed", action, now=now, owner=owner)
    return len(found)


def _claimable(municipality: int) -> ActionQuerySet:
    """Actions under a text whose owner may still be changed."""
    rows: ActionQuerySet = Action.objects.filter(
        municipality_id=municipality, owner=None, status__in=FROM["change_owner"]
    )
    return rows.exclude(owner_text="").exclude(plan__state=PlanState.CLOSED)
