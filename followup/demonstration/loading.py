"""Carrying a demonstration story out: each act by its person, in that person's scope, on its day."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Membership, Role, Unit
from accounts.roles import Actor
from accounts.tenancy import Scope, open_scope
from evaluations.models import Finding, PublishedVersion
from followup import planning, progress
from followup.demonstration import indicators
from followup.demonstration.check_ins import answers_to, hold_check_ins
from followup.demonstration.ekhult import EKHULT
from followup.demonstration.lovnas import LOVNAS
from followup.demonstration.overview_story import levels_of
from followup.demonstration.saved_views import save_views
from followup.demonstration.story import Facts, Step, Story, ToldAction
from followup.demonstration.weighing import weigh
from followup.models import Action, Milestone, Plan

DATES = frozenset({"due", "done_on", "effect_look_on", "effect_on", "resume_on", "forecast", "wait_until"})


def load_plans(now: datetime, today: date) -> int:
    """Make the plan of each demonstration municipality that has a result and no action yet; returns how many."""
    return sum(_Teller(story, now, today).tell() for story in (EKHULT, LOVNAS))


class _Teller:
    """One municipality's story with its people, units and improvement opportunities."""

    def __init__(self, story: Story, now: datetime, today: date) -> None:
        self.story, self.now, self.today = story, now, today
        self.people: dict[str, Actor] = {}
        self.units: dict[str, int] = {}

    def tell(self) -> bool:
        """Whole or nothing; False where it was told before, or nothing is published to act on."""
        with transaction.atomic():
            self._meet()
            lead = self.people.get(self.story.coordinator)
            if lead is None:
                return False
            with open_scope(lead.scope):
                version = PublishedVersion.objects.visible_to(lead).order_by("year", "number").first()
                if version is None or Action.objects.visible_to(lead).exists():
                    return False
                plan = planning.plan_of(version.evaluation, lead, self._at(-210))
                findings = _findings(version)
            self._decide(plan, lead, findings)
            early = [told for told in self.story.actions if told.made <= (self.story.adopted or 0)]
            made = [(told, self._make(told, plan, lead, findings)) for told in early]
            if self.story.adopted is not None:
                self._adopt(plan, lead, self.story.adopted)
            late = [told for told in self.story.actions if told not in early]
            made += [(told, self._make(told, plan, lead, findings)) for told in late]
            with open_scope(lead.scope):
                weigh(plan, lead, findings, self._at(-205))
            for told, action in made:
                for step in told.steps:
                    self._press(action, step)
            indicators.measure({told.title: action for told, action in made}, self.people, lead, self._day, self._act)
            if self.story is EKHULT:
                with open_scope(lead.scope):
                    save_views(lead, self._at(-20))
            if self.story.holds_check_ins:
                with open_scope(lead.scope):
                    asked = hold_check_ins(plan, lead, self._at(0))
                for by, action, report in answers_to(asked, lead, self.people, self._at(0)):
                    with open_scope(by.scope):
                        progress.report_status(action, by, **report)
        return True

    def _meet(self) -> None:
        """The invented people of the place as the middleware would see them."""
        with open_scope(Scope(owner=True)):
            rows = Membership.objects.filter(municipality__slug=self.story.place, user__is_demonstration=True)
            held: defaultdict[str, list[Membership]] = defaultdict(list)
            for row in rows.select_related("user").order_by("id"):
                held[row.user.email.partition("@")[0]].append(row)
            units = Unit.objects.filter(municipality__slug=self.story.place)
            self.units = dict(units.values_list("name", "pk"))
        self.people = {name: _actor(roles) for name, roles in held.items()}

    def _decide(self, plan: Plan, lead: Actor, findings: dict[str, Finding]) -> None:
        for told in self.story.decisions:
            with open_scope(lead.scope):
                planning.decide(
                    plan,
                    findings[told.finding],
                    lead,
                    kind=told.kind,
                    **self._dated(told.facts),
                    **self._when(told.day),
                )

    def _make(self, told: ToldAction, plan: Plan, lead: Actor, findings: dict[str, Finding]) -> Action:
        owner = self.people.get(told.owner)
        effort, effect = levels_of(told.title)
        with open_scope(lead.scope):
            return planning.create_action(
                plan,
                lead,
                title=told.title,
                description=told.description,
                findings=[findings[code] for code in told.findings],
                owner_id=min(owner.memberships) if owner else None,
                owner_text="" if owner else told.owner,
                helper_ids=[min(self.people[name].memberships) for name in told.helpers],
                unit_id=self.units.get(told.unit),
                due=None if told.due is None else self._day(told.due),
                priority=told.priority,
                effort=effort,
                expected_effect=effect,
                **self._when(told.made),
            )

    def _adopt(self, plan: Plan, lead: Actor, day: int) -> None:
        with open_scope(lead.scope):
            planning.adopt_plan(
                plan,
                lead,
                body="Kommunstyrelsen",
                adopted_on=self._day(day),
                reference=self.story.reference,
                **self._when(day),
            )

    def _press(self, action: Action, step: Step) -> None:
        by = self.people[step.by]
        with open_scope(by.scope):
            if step.verb == "milestone":
                self._milestone(action, by, step)
                return
            getattr(progress, step.verb)(action, by, **self._dated(step.facts), **self._when(step.day))

    def _act(self, by: Actor, verb: Callable[..., Any], action: Action, day: int, **facts: Any) -> Any:
        """Let a person press a verb on a day. Any: what the verb takes and answers."""
        with open_scope(by.scope):
            return verb(action, by, **facts, **self._when(day))

    def _milestone(self, action: Action, by: Actor, step: Step) -> None:
        title, due, ticked = step.facts["title"], self._day(step.facts["due"]), step.facts["ticked"]
        added: Milestone = progress.add_milestone(action, by, title=title, due=due, **self._when(step.day))
        if ticked is not None:
            done_on = self._day(ticked)
            progress.tick_milestone(action, by, milestone_id=added.pk, done_on=done_on, **self._when(ticked))

    def _dated(self, facts: Facts) -> Facts:
        return {
            name: self._day(value) if name in DATES and value is not None else value for name, value in facts.items()
        }

    def _day(self, day: int) -> date:
        return self.today + timedelta(days=day)

    def _at(self, day: int) -> datetime:
        local = timezone.localtime(self.now) + timedelta(days=day)
        return local.replace(hour=10, minute=15, second=0, microsecond=0)

    def _when(self, day: int) -> Any:  # Any: the two arguments every verb ends with
        return {"now": self._at(day), "today": self._day(day)}


def _actor(roles: list[Membership]) -> Actor:
    scope = Scope(user=roles[0].user_id, municipality=roles[0].municipality_id)
    hats = frozenset(Role(role.role) for role in roles)
    return Actor(scope, roles[0].user_id, roles[0].display_name, hats, memberships=frozenset(role.pk for role in roles))


def _findings(version: PublishedVersion) -> dict[str, Finding]:
    """The improvement opportunities by area and place."""
    by_key = {str(each.key): each for each in Finding.objects.filter(evaluation_id=version.evaluation_id)}
    return {
        f"{area['number']}.{place}": by_key[item["key"]]
        for area in version.content["areas"]
        for place, item in enumerate(area["improvements"], start=1)
    }
