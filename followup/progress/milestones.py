"""The steps of an action: added, ticked, dropped, and open again."""

from datetime import date, datetime

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from accounts.editing import Edit
from accounts.roles import Actor
from followup.models import Action, Milestone
from followup.progress.changing import Change, changing, plain
from followup.progress.refusals import DoneInFuture, TitleMissing
from followup.progress.values import changed, day_of

LABELS = {"title": _("Milestone"), "due": _("Due date")}


def add_milestone(
    action: Action, by: Actor, *, title: str, due: date | None = None, now: datetime, today: date
) -> Milestone:
    """Add a step at the end of the list. Pressed again it adds another: callers use `once`."""
    title = plain(title, 200)
    with changing(action, by, "tick_milestone", "milestone.added", now=now, today=today) as change:
        change.demand()
        if not title:
            raise TitleMissing
        rows = Milestone.objects.filter(action_id=change.action.pk)
        last = rows.aggregate(last=Max("position"))["last"] or 0
        milestone = Milestone(
            municipality_id=change.action.municipality_id,
            action=change.action,
            position=last + 1,
            title=title,
            due=due,
        )
        change.write_row(milestone, {"is_dropped": True})
        change.facts["milestone"] = title
    return milestone


def as_fields(milestone: Milestone) -> dict[str, str]:
    """The step as its form shows it."""
    return {"title": milestone.title, "due": milestone.due.isoformat() if milestone.due else ""}


def edit_milestone(
    action: Action, by: Actor, edit: Edit, *, milestone_id: int, now: datetime, today: date
) -> Milestone:
    """Change the words and the due date of a step. Raises FieldsClash where two changed the same."""
    with changing(action, by, "tick_milestone", "milestone.edited", now=now, today=today) as change:
        milestone = _of(change, milestone_id)
        change.demand()
        new = changed(as_fields(milestone), edit, LABELS)
        undo = {name: getattr(milestone, name) for name in new}
        if "title" in new:
            milestone.title = plain(new["title"], 200)
        if "due" in new:
            milestone.due = day_of(new["due"])
        if not milestone.title:
            raise TitleMissing
        if any(getattr(milestone, name) != was for name, was in undo.items()):
            milestone.version += 1
            change.write_row(milestone, undo)
            change.facts["milestone"] = milestone.title
    return milestone


def move_milestone(
    action: Action, by: Actor, *, milestone_id: int, position: int, now: datetime, today: date
) -> Milestone:
    """Give a step another place in the list, counted from one. There already, nothing changes."""
    with changing(action, by, "tick_milestone", "milestone.edited", now=now, today=today) as change:
        moved = _of(change, milestone_id)
        change.demand()
        rows = list(Milestone.objects.filter(action_id=change.action.pk).order_by("position", "id"))
        others = [row for row in rows if row.pk != moved.pk]
        place = min(max(position, 1), len(rows)) - 1
        ordered = [*others[:place], moved, *others[place:]]
        if [row.pk for row in ordered] == [row.pk for row in rows]:
            return moved
        for number, row in enumerate(ordered, start=1):
            if row.position != number:
                undo = {"position": row.position}
                row.position = number
                change.write_row(row, undo)
        change.facts["milestone"] = moved.title
    return moved


def tick_milestone(
    action: Action, by: Actor, *, milestone_id: int, done_on: date | None = None, now: datetime, today: date
) -> Milestone:
    """Mark a step as done, today where no date is given. Done already, nothing changes."""
    with changing(action, by, "tick_milestone", "milestone.ticked", now=now, today=today) as change:
        milestone = _of(change, milestone_id)
        if milestone.done_on is not None:
            return milestone
        change.demand()
        if done_on is not None and done_on > today:
            raise DoneInFuture
        _write(change, milestone, done_on or today, is_dropped=False)
    return milestone


def drop_milestone(action: Action, by: Actor, *, milestone_id: int, now: datetime, today: date) -> Milestone:
    """Say that a step will not be taken; it stays in the list. Dropped already, nothing changes."""
    with changing(action, by, "tick_milestone", "milestone.dropped", now=now, today=today) as change:
        milestone = _of(change, milestone_id)
        if milestone.is_dropped:
            return milestone
        change.demand()
        _write(change, milestone, None, is_dropped=True)
    return milestone


def reopen_milestone(action: Action, by: Actor, *, milestone_id: int, now: datetime, today: date) -> Milestone:
    """Open a ticked or dropped step again. Open already, nothing changes."""
    with changing(action, by, "tick_milestone", "milestone.reopened", now=now, today=today) as change:
        milestone = _of(change, milestone_id)
        if milestone.is_open:
            return milestone
        change.demand()
        _write(change, milestone, None, is_dropped=False)
    return milestone


def _of(change: Change, milestone_id: int) -> Milestone:
    """A step of this action. Raises Milestone.DoesNotExist for another's."""
    found: Milestone = Milestone.objects.get(action_id=change.action.pk, pk=milestone_id)
    return found


def _write(change: Change, milestone: Milestone, done_on: date | None, *, is_dropped: bool) -> None:
    undo = {"done_on": milestone.done_on, "is_dropped": milestone.is_dropped}
    milestone.done_on, milestone.is_dropped = done_on, is_dropped
    milestone.version += 1
    change.write_row(milestone, undo)
    change.facts["milestone"] = milestone.title
