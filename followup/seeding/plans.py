"""Plans at work: decisions, actions in every state, and what is said of them."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from accounts.journal import digest_of
from accounts.models import Counter, Event, EventFacts
from evaluations.models import Finding, FindingKind, PublishedVersion
from followup.models import Action, ActionFinding, Decision, DecisionKind, Level, Plan, PlanState, StatusReport
from followup.seeding.around import stand_round
from followup.seeding.dice import Dice
from followup.seeding.people import Town
from followup.seeding.rows import BATCH, Rows
from followup.seeding.said import Said
from followup.seeding.states import fields_of, pick

LARGEST_SHARE = 4  # percent of all actions that the first plan has: twice the mean, so that a long list is measured
AT_A_TIME = 20  # plans whose rows are held in memory
TAGS = ("barn och unga", "digitalt", "klimat", "invånardialog", "ekonomi")


def shares(actions: int, plans: int, fullest: int = 0) -> list[int]:
    """How many actions each plan has: the first so many, or a little more than the others."""
    if plans < 2:
        return [actions] * plans
    first = min(fullest, actions) or max(actions * LARGEST_SHARE // 100, actions // plans)
    return [first, *shares_evenly(actions - first, plans - 1)]


def shares_evenly(actions: int, plans: int) -> list[int]:
    """As many each, one more in the first ones."""
    each, more = divmod(actions, plans)
    return [each + (number < more) for number in range(plans)]


class Work:
    """The rows of all plans, written some plans at a time."""

    def __init__(self, dice: Dice, today: date, comments_each: float) -> None:
        self.dice, self.today = dice, today
        self.now = datetime.combine(today, time(8), UTC)
        self.rows = Rows()
        self.said = Said(dice, self.rows, self.now, comments_each)

    def make(self, versions: list[PublishedVersion], towns: list[Town], counts: list[int], *, is_newest: bool) -> None:
        """A plan a version, with its decisions and actions; those that are not the newest are closed."""
        plans = Plan.objects.bulk_create(
            Plan(
                key=self.dice.key(),
                municipality_id=version.municipality_id,
                evaluation_id=version.evaluation_id,
                **(self._adoption(number) if is_newest else self._closing()),
            )
            for number, version in enumerate(versions)
        )
        several = zip(plans, versions, towns, counts, strict=True)
        for number, (plan, version, town, count) in enumerate(several, start=1):
            rows = Finding.objects.filter(evaluation_id=plan.evaluation_id, kind=FindingKind.IMPROVEMENT)
            findings = list(rows.order_by("id"))
            to_act_on = self._decide(plan, version, town, findings)
            reports: dict[int, StatusReport] = {}
            for _each in range(count):
                action = self._act(plan, town, to_act_on)
                if report := self.said.of(action, town):
                    reports[action.number] = report
            if is_newest:
                stand_round(self.dice, self.rows, plan, town, findings, reports, self.now)
            town.earlier = findings
            if number % AT_A_TIME == 0:
                self._write()
        self._write()

    def count(self, towns: list[Town]) -> None:
        """The municipalities' next numbers go on after the last ones."""
        Counter.objects.bulk_create(
            Counter(municipality=town.municipality, series="action", value=town.actions) for town in towns
        )

    def _closing(self) -> dict[str, Any]:
        on = self.today - timedelta(days=700)
        adopted = {"adopted_body": "Kommunstyrelsen", "adopted_on": on, "adopted_reference": f"KS {on.year}/7"}
        return {"state": PlanState.CLOSED, "closed_on": on + timedelta(days=500), **adopted}

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
                self.rows.add(
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

    def _act(self, plan: Plan, town: Town, findings: list[Finding]) -> Action:
        dice, made_at = self.dice, self.now - timedelta(days=self.dice.number(60, 150))
        town.actions += 1
        status = pick(dice)
        owner = dice.one(town.workers) if dice.happens(75) else None
        action = self.rows.add(
            Action(
                key=dice.key(),
                municipality_id=plan.municipality_id,
                plan=plan,
                number=town.actions,
                title=dice.task(),
                description=f"{dice.task()}. {dice.task()} tillsammans med berörda nämnder.",
                intended_result=dice.task() if dice.happens(60) else "",
                owner=owner,
                owner_text="" if owner or dice.happens(30) else f"Enhetschefen för {dice.name().split()[1]}",
                unit=dice.one(town.units) if dice.happens(85) else None,
                priority=dice.one(["", *Level.values]),
                effort=dice.one(["", *Level.values]),
                expected_effect=dice.one(["", *Level.values]),
                tags=sorted(dice.some(TAGS, dice.number(0, 2))),
                resources="Ryms i ramen." if dice.happens(20) else "",
                reference=f"KS {self.today.year}/{town.actions}" if dice.happens(30) else "",
                status=status,
                created_at=made_at,
                **fields_of(dice, status, self.today),
            )
        )
        for finding in dice.some(findings, dice.number(1, 2)):
            self.rows.add(ActionFinding(municipality_id=plan.municipality_id, action=action, finding=finding))
        return action

    def _write(self) -> None:
        actions = self.rows.actions()
        self.rows.write()
        self._tell(actions)

    def _tell(self, actions: list[Action]) -> None:
        """The journal of what was made."""
        events, facts = [], []
        for action in sorted(actions, key=lambda each: each.created_at):
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
