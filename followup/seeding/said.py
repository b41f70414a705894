"""What hangs on an action: steps, reports, comments, evidence, figures, and the history of it all."""

from datetime import datetime, timedelta
from decimal import Decimal

from accounts.models import Membership
from followup.models import (
    Action,
    ActionChange,
    ActionHelper,
    ActionStatus,
    Attachment,
    Comment,
    CommentMention,
    Direction,
    Indicator,
    Measurement,
    Milestone,
    StatusReport,
)
from followup.seeding.dice import Dice
from followup.seeding.people import Town
from followup.seeding.rows import Rows

INDICATORS = (("Svarstid", "dagar", Direction.DOWN), ("Nöjda invånare", "%", Direction.UP))


class Said:
    """Adds what people did and said to one action after another."""

    def __init__(self, dice: Dice, rows: Rows, now: datetime, comments_each: float) -> None:
        self.dice, self.rows, self.now = dice, rows, now
        self.comments_each, self.owed = comments_each, 0.0

    def of(self, action: Action, town: Town) -> StatusReport | None:
        """Everything that hangs on the action; returns its report, if it has one."""
        writer = action.owner or town.coordinator
        by = {"by_id": writer.user_id, "by_name": writer.display_name}
        own = {"municipality_id": action.municipality_id, "action": action}
        self._people_and_steps(action, town, own)
        report = None
        if action.light and action.reported_at:
            report = self.rows.add(
                StatusReport(
                    key=self.dice.key(), at=action.reported_at, light=action.light, percent=action.percent,
                    note="Arbetet går framåt.", **by, **own,
                )
            )  # fmt: skip
        self._comments(action, town, by, own)
        if action.status == ActionStatus.EFFECT_SHOWN or self.dice.happens(10):
            link = {"title": "Mätningen", "url": "https://exempel.invalid/matning", "is_evidence": True}
            self.rows.add(Attachment(key=self.dice.key(), at=action.created_at, **link, **by, **own))
        if self.dice.happens(12):
            self._figures(action, by, own)
        self._history(action, by, own)
        return report

    def _people_and_steps(self, action: Action, town: Town, own: dict[str, object]) -> None:
        helpers = [member for member in town.workers if member != action.owner]
        if helpers and self.dice.happens(20):
            self.rows.add(ActionHelper(membership=self.dice.one(helpers), **own))
        for position in range(1, self.dice.number(0, 4) + 1):
            done_on = self._past().date() if self.dice.happens(50) else None
            self.rows.add(Milestone(position=position, title=self.dice.task(), done_on=done_on, **own))

    def _comments(self, action: Action, town: Town, by: dict[str, object], own: dict[str, object]) -> None:
        """As many as the mean says, evenly over the actions."""
        self.owed += self.comments_each
        while self.owed >= 1:
            self.owed -= 1
            at = action.created_at + timedelta(days=self.dice.number(0, 50))
            said = self.rows.add(Comment(at=at, text=f"{self.dice.task()} först?", **by, **own))
            if self.dice.happens(5):
                named: Membership = self.dice.one(town.members)
                self.rows.add(CommentMention(municipality_id=action.municipality_id, comment=said, membership=named))

    def _figures(self, action: Action, by: dict[str, object], own: dict[str, object]) -> None:
        name, unit, direction = self.dice.one(INDICATORS)
        first = self.dice.number(20, 60)
        indicator = self.rows.add(
            Indicator(
                key=self.dice.key(), name=name, measured_in=unit, direction=direction, baseline=Decimal(first),
                baseline_on=action.created_at.date(), target=Decimal(first + (10 if direction == "up" else -10)),
                target_on=action.due, **own,
            )
        )  # fmt: skip
        for number in range(self.dice.number(1, 4)):
            at = self.now - timedelta(days=50 - 12 * number)
            self.rows.add(
                Measurement(
                    key=self.dice.key(), municipality_id=action.municipality_id, indicator=indicator, on=at.date(),
                    value=Decimal(first + number if direction == "up" else first - number), at=at,
                    is_evidence=action.status == ActionStatus.EFFECT_SHOWN, **by,
                )
            )  # fmt: skip

    def _history(self, action: Action, by: dict[str, object], own: dict[str, object]) -> None:
        told = {"verb": "create_action", "before": {}, "after": {"title": action.title}, "fields": ["title"]}
        self.rows.add(ActionChange(at=action.created_at, version=1, **told, **by, **own))
        for number in range(action.times_moved):
            assert action.due is not None
            before = (action.due - timedelta(days=30 * (action.times_moved - number))).isoformat()
            after = (action.due - timedelta(days=30 * (action.times_moved - number - 1))).isoformat()
            moved = {"verb": "move_deadline", "reason": "Upphandlingen drog ut på tiden.", "fields": ["due"]}
            at = action.created_at + timedelta(days=10 + number)
            values = {"before": {"due": before}, "after": {"due": after}, "version": number + 2}
            self.rows.add(ActionChange(at=at, **moved, **values, **by, **own))

    def _past(self) -> datetime:
        return self.now - timedelta(days=self.dice.number(1, 60))
