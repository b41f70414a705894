"""Who answers for an action: a member or a text; and what becomes of it when the member leaves."""

from collections.abc import Collection
from datetime import date, datetime

from accounts.models import Membership, Role
from accounts.roles import Actor
from followup import notices
from followup.models import Action, ActionChange, ActionHelper
from followup.progress.changing import changing, plain, record, signed
from followup.progress.refusals import OwnerUnknown

ABLE = (Role.COORDINATOR, Role.ACTION_OWNER)


def change_owner(
    action: Action, by: Actor, *, membership_id: int | None = None, text: str = "", now: datetime, today: date
) -> Action:
    """Give the action to a member or, without an account, to a name or role; nobody where both are empty.

    A member is told by mail after a quarter of an hour, unless it was undone. The same owner changes nothing.
    """
    text = "" if membership_id else plain(text, 120)
    with changing(action, by, "change_owner", "action.owner_changed", now=now, today=today) as change:
        changed = change.action
        change.demand()
        if (changed.owner_id, changed.owner_text, changed.owner_left) == (membership_id, text, False):
            return changed
        new = member(membership_id, by, today) if membership_id else None
        old = changed.owner.display_name if changed.owner_id and changed.owner else changed.owner_text
        changed.owner, changed.owner_text, changed.owner_left = new, text, False
        if new is not None:
            changed.helper_ids = [each for each in changed.helper_ids if each != new.pk]
        change.facts["owner"] = [old, new.display_name if new else text]
    notices.promise_assignment(changed, by, now)
    return changed


def member(membership_id: int, by: Actor, today: date) -> Membership:
    """A membership of today whose person may work with actions, under this or another role. Refuses others."""
    rows = Membership.objects.visible_to(by).valid(on=today)
    found: Membership | None = rows.filter(pk=membership_id).first()
    if found is None or not rows.filter(user_id=found.user_id, role__in=ABLE).exists():
        raise OwnerUnknown
    return found


def check_helpers(ids: Collection[int], by: Actor, today: date) -> None:
    """Refuse helpers who are no members today or may not work with actions."""
    for each in ids:
        member(each, by, today)


def owner_leaves(membership: Membership, by: Actor, *, now: datetime, today: date) -> int:
    """Turn the actions of a membership that ended into text: «saknar ansvarig»; returns how many.

    Where the person goes on under another role they keep them. Closed plans too: nobody may own who is not there.
    """
    others = Membership.objects.filter(municipality_id=membership.municipality_id, user_id=membership.user_id)
    heir = others.valid(on=today).filter(role__in=ABLE).exclude(pk=membership.pk).order_by("-id").first()
    rows = Action.objects.filter(owner_id=membership.pk, municipality_id=membership.municipality_id)
    left = list(rows.select_for_update().order_by("pk"))
    name = ", ".join(filter(None, (membership.display_name, membership.title)))[:120]
    for action in left:
        action.owner, action.owner_text, action.owner_left = heir, "" if heir else name, heir is None
        action.version += 1
    Action.objects.bulk_update(left, ["owner", "owner_text", "owner_left", "version"], batch_size=500)
    ActionChange.objects.bulk_create(_left(action, membership, by, now) for action in left)
    event = "action.owner_changed" if heir else "action.owner_left"
    owner = [membership.display_name, heir.display_name if heir else name]
    for action in left:
        record(by, event, action, now=now, owner=owner)
    _hand_on_help(membership, heir)
    return len(left)


def _left(action: Action, membership: Membership, by: Actor, now: datetime) -> ActionChange:
    names = ["owner_id", "owner_text", "owner_left"]
    return ActionChange(
        municipality_id=action.municipality_id,
        action=action,
        verb="owner_leaves",
        **signed(by, now) | ({} if by.user_id else {"by_id": membership.user_id}),
        before={"owner_id": membership.pk, "owner_text": "", "owner_left": False},
        after={name: getattr(action, name) for name in names},
        version=action.version,
        fields=names,
    )


def _hand_on_help(membership: Membership, heir: Membership | None) -> None:
    rows = ActionHelper.objects.filter(membership_id=membership.pk)
    helped = list(rows.values_list("action_id", flat=True))
    rows.delete()
    if heir is not None:
        ActionHelper.objects.bulk_create(
            [
                ActionHelper(municipality_id=heir.municipality_id, action_id=each, membership=heir)  # type: ignore[misc]
                for each in helped
            ],
            ignore_conflicts=True,
        )
