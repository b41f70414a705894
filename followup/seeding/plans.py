"""Plans at work: decisions, actions in every state, and what is said of them."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from accounts.journal import digest_of
from accounts.models import Counter, Event, EventFacts
from evaluations.models import Finding, FindingKind, PublishedVersion
from followup.models import (
    Action,
    ActionChange,
    ActionFinding,
    ActionHelper,
    Attachment,
    Comment,
    Decision,
    DecisionKind,
    Level,
    Milestone,
    Plan,
    PlanState,
    StatusReport,
)
from followup.seeding.dice import Dice
from followup.seeding.people import Town
from followup.seeding.states import fields_of, pick

BATCH = 1000
LARGEST_SHARE = 4  # percent of all actions that the first plan has: twice the mean, so that a long list is measured


def shares(actions: int, plans: int) -> list[int]:
    """How many actions each plan has: the first a little more than the others."""
    if plans < 2:
        return [actions] * plans
    first = max(actions * LARGEST_SHARE // 100, actions // plans)
    rest, more = divmod(actions - first, plans - 1)
    return [first, *(rest + (number < more) for number in range(plans - 1))]


class Work:
    """The rows of all plans, gathered and written in bulk."""

    def __init__(self, dice: Dice, today: date) -> None:
        self.dice, self.today = dice, today
        self.now = datetime.combine(today, time(8), UTC)
        self.decisions: list[Decision] = []
        self.actions: list[Action] = []
        self.links: list[ActionFinding] = []
        self.hanging: list[Any] = []  # Any: rows of several models that point at an action
        self.events: list[Event] = []

    def make(self, versions: list[PublishedVersion], towns: list[Town], actions: int) -> None:
        """A plan a version, with its decisions and actions."""
        plans = Plan.objects.bulk_create(
            Plan(
                key=self.dice.key(),
                municipality_id=version.municipality_id,
                evaluation_id=version.evaluation_id,
                **self._adoption(number),
            )
            for number, version in enumerate(versions)
        )
        counts = shares(actions, len(plans))
        for plan, version, town, count in zip(plans, versions, towns, counts, strict=True):
            findings = list(
                Finding.objects.filter(evaluation_id=plan.evaluation_id, kind=FindingKind.IMPROVEMENT).order_by("id")
            )
            to_act_on = self._decide(plan, version, town, findings)
            for number in range(1, count + 1):
                self._act(plan, town, to_act_on, number)
        self._write(plans, counts)

    def _adoption(self, number: int) -> dict[str, Any]:
        if number % 2:
            return {}
        on = self.today - timedelta(days=120)
        return {
            "state": PlanState.ADOPTED,
            "adopted_body": "Kommunstyrelsen",
            "adopted_on": on,
            "adopted_reference": f"KS {on.year}/{100 + number}",
        }

    def _decide(self, plan: Plan, version: PublishedVersion, town: Town, findings: list[Finding]) -> list[Finding]:
        """Decide on most of them; returns those that are to be acted on."""
        to_act_on = []
        for place, finding in enumerate(findings):
            kind = self.dice.weighted({"act": 65, "wait": 10, "decline": 8, "already_done": 5, "": 12})
            kind = kind if place else "act"
            if kind == DecisionKind.ACT:
                to_act_on.append(finding)
            if kind:
                self.decisions.append(
                    Decision(
                        municipality_id=plan.municipality_id,
                        plan=plan,
                        finding=finding,
                        made_on=version,
                        kind=kind,
                        wait_until=self.today + timedelta(days=self.dice.number(-20, 200)) if kind == "wait" else None,
                        reason="Ryms inte i årets budget." if kind in ("decline", "wait") else "",
                        done_what="Rutinen infördes före utvärderingen." if kind == "already_done" else "",
                        done_on=self.today - timedelta(days=300) if kind == "already_done" else None,
                        by_id=town.coordinator.user_id,
                        at=self.now - timedelta(days=self.dice.number(150, 200)),
                    )
                )
        return to_act_on

    def _act(self, plan: Plan, town: Town, findings: list[Finding], number: int) -> None:
        dice, made_at = self.dice, self.now - timedelta(days=self.dice.number(60, 150))
        status = pick(dice)
        owner = dice.one(town.workers) if dice.happens(75) else None
        action = Action(
            key=dice.key(),
            municipality_id=plan.municipality_id,
            plan=plan,
            number=number,
            title=dice.task(),
            description=f"{dice.task()}. {dice.task()} tillsammans med berörda nämnder.",
            owner=owner,
            owner_text="" if owner or dice.happens(30) else f"Enhetschefen för {dice.name().split()[1]}",
            unit=dice.one(town.units) if dice.happens(85) else None,
            priority=dice.one(["", *Level.values]),
            status=status,
            created_at=made_at,
            **fields_of(dice, status, self.today),
        )
        self.actions.append(action)
        town_id = plan.municipality_id
        for finding in dice.some(findings, dice.number(1, 2)):
            self.links.append(ActionFinding(municipality_id=town_id, action=action, finding=finding))
        writer = owner or town.coordinator
        said = {"by_id": writer.user_id, "by_name": writer.display_name}
        helpers = [member for member in town.workers if member != owner]
        if helpers and dice.happens(20):
            self._hang(ActionHelper(membership=dice.one(helpers)), action)
        for position in range(1, dice.number(0, 4) + 1):
            self._hang(Milestone(position=position, title=dice.task(), done_on=self._past(50)), action)
        if action.light and action.reported_at:
            report = StatusReport(
                key=dice.key(), at=action.reported_at, light=action.light, percent=action.percent, **said
            )
            report.note = "Arbetet går framåt."
            self._hang(report, action)
        if dice.happens(40):
            self._hang(Comment(at=made_at + timedelta(days=3), text=f"{dice.task()} först?", **said), action)
        if status == "effect_shown" or dice.happens(10):
            link = {"title": "Mätningen", "url": "https://exempel.invalid/matning", "is_evidence": True}
            self._hang(Attachment(key=dice.key(), at=made_at, **link, **said), action)
        change = {"verb": "create_action", "before": {}, "after": {"title": action.title}, "fields": ["title"]}
        self._hang(ActionChange(at=made_at, version=1, **change, **said), action)

    def _past(self, percent: int) -> date | None:
        return self.today - timedelta(days=self.dice.number(1, 60)) if self.dice.happens(percent) else None

    def _hang(self, row: Any, action: Action) -> None:
        row.municipality_id, row.action = action.municipality_id, action
        self.hanging.append(row)

    def _write(self, plans: list[Plan], counts: list[int]) -> None:
        Decision.objects.bulk_create(self.decisions, batch_size=BATCH)
        Action.objects.bulk_create(self.actions, batch_size=BATCH)
        by_model: dict[type[Any], list[Any]] = {ActionFinding: list(self.links)}
        for row in self.hanging:
            by_model.setdefault(type(row), []).append(row)
        for model, rows in by_model.items():
            for row in rows:
                row.action_id = row.action.pk
            model._default_manager.bulk_create(rows, batch_size=BATCH)
        Counter.objects.bulk_create(
            Counter(municipality_id=plan.municipality_id, series="action", value=count)
            for plan, count in zip(plans, counts, strict=True)
        )
        self._tell()

    def _tell(self) -> None:
        """The journal of what was made."""
        events, facts = [], []
        for action in sorted(self.actions, key=lambda each: each.created_at):
            told = {"by": "seed_load", "subject": action.label, "title": action.title}
            event = Event(
                id=self.dice.key(),
                municipality_id=action.municipality_id,
                at=action.created_at,
                hat="job",
                verb="action.created",
                subject_kind="action",
                subject_id=str(action.pk),
                digest=digest_of(told),
            )
            events.append(event)
            facts.append(EventFacts(event=event, facts=told))
        Event.objects.bulk_create(events, batch_size=BATCH)
        EventFacts.objects.bulk_create(facts, batch_size=BATCH)
