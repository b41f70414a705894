"""What people say about an action; in a closed plan too."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from accounts.models import Membership
from accounts.roles import Actor, require
from followup import notices
from followup.models import Action, Comment, CommentMention
from followup.progress.changing import plain, record, signed
from followup.progress.mentions import named_in
from followup.progress.refusals import CommentEmpty

LONGEST = 5_000


def add_comment(
    action: Action, by: Actor, *, text: str, mentions: Collection[int] = (), now: datetime, today: date
) -> Comment:
    """Write a comment. Whom it names is told by mail in two minutes, unless it is withdrawn before.

    `mentions` are memberships that were ticked; «@Namn» in the text names too. Pressed again it writes another: callers
    use `once`.
    """
    require(by, "comment", action)
    text = plain(text, LONGEST)
    if not text:
        raise CommentEmpty
    with transaction.atomic():
        found: Action = Action.objects.visible_to(by).get(pk=action.pk)
        comment: Comment = Comment.objects.create(
            municipality_id=found.municipality_id,
            action=found,
            **signed(by, now),
            text=text,
        )
        named = named_in(text, mentions, by, today)
        CommentMention.objects.bulk_create(
            CommentMention(municipality_id=found.municipality_id, comment=comment, membership=each) for each in named
        )
        record(by, "comment.written", found, now=now, **_told(named))
        for each in named:
            if each.user_id != by.user_id:
                notices.promise_mention(comment, each, now)
    return comment


def _told(named: list[Membership]) -> dict[str, str]:
    return {"mentions": ", ".join(each.display_name for each in named)} if named else {}


def withdraw_comment(action: Action, by: Actor, *, comment_id: int, now: datetime, today: date) -> Comment:
    """Take a comment back, one's own or as coordinator anybody's: its place stays, its text goes. Again: no change."""
    require(by, "withdraw_comment")
    with transaction.atomic():
        rows = Comment.objects.select_for_update().filter(action__in=Action.objects.visible_to(by))
        comment: Comment = rows.get(pk=comment_id, action_id=action.pk)
        if comment.by_id != by.user_id:
            require(by, "withdraw_comment_of_others")
        if comment.withdrawn_at is None:
            comment.withdrawn_at, comment.withdrawn_by_name, comment.text = now, by.display_name, ""
            comment.save(update_fields=["withdrawn_at", "withdrawn_by_name", "text"])
            record(by, "comment.withdrawn", action, now=now, writer=comment.by_name)
    return comment
