"""Whom a comment names: members who may read the plan, by «@Namn» in the text or ticked in the form."""

import re
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from accounts.models import Membership
from accounts.roles import Actor
from accounts.swedish import SwedishKey
from followup import notices
from followup.progress.refusals import MentionUnknown


def mentionable(by: Actor, today: date) -> "QuerySet[Membership]":
    """The municipality's members who may be named, by name; a person with two roles twice."""
    rows: Any = Membership.objects.visible_to(by).filter(notices.reads_plan(today))  # Any: the stubs lose the queryset
    ordered: QuerySet[Membership] = rows.order_by(SwedishKey("display_name"), "id")
    return ordered


def once_each(members: Iterable[Membership]) -> list[Membership]:
    """One membership a person, the first."""
    first: dict[int, Membership] = {}
    for each in members:
        first.setdefault(each.user_id, each)
    return list(first.values())


def named_in(text: str, ticked: Collection[int], by: Actor, today: date) -> list[Membership]:
    """Whom the text names, and who was ticked, once each. Refuses who may not read the plan.

    A name that two people bear names nobody: one of them is ticked. No query where nothing can be meant.
    """
    if "@" not in text and not ticked:
        return []
    members = list(mentionable(by, today))
    known = {each.pk: each for each in members}
    if not known.keys() >= set(ticked):
        raise MentionUnknown
    return once_each([*(known[pk] for pk in ticked), *_written(text, once_each(members))])


def _written(text: str, people: list[Membership]) -> list[Membership]:
    by_name: dict[str, list[Membership]] = {}
    for each in people:
        by_name.setdefault(each.display_name.casefold(), []).append(each)
    names = sorted(by_name, key=len, reverse=True)
    if not names:
        return []
    found = re.findall(rf"@({'|'.join(map(re.escape, names))})(?!\w)", text.casefold())
    return [by_name[name][0] for name in dict.fromkeys(found) if len(by_name[name]) == 1]
