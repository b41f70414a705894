"""Any row of presses by anybody in two towns goes as the table says, and leaves nothing in the other town.

KOMPASS_MACHINE_MINUTES=10 tries rows that are longer and not the same each time, for so long.
"""

import os
import time
from dataclasses import replace
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from accounts.editing import Edit
from accounts.errors import RuleViolation
from accounts.models import Event, Membership, Role
from accounts.tenancy import Scope
from followup import planning, progress
from followup.models import Action, ActionChange, Decision, PlanState
from tests import factories
from tests.factories.followup import LATER
from tests.followup.progress.expected import COORDINATOR, HELPER, OPEN, OWNER, TABLE, Press, Refused, Stands, after

START = datetime(2027, 3, 15, 9, 0, tzinfo=ZoneInfo("Europe/Stockholm"))
MINUTES = float(os.environ.get("KOMPASS_MACHINE_MINUTES", "0"))
SLUGS = ("arboga", "boden")
# Name → role; in each town the same six people.
ROLES = {
    "samordnare": Role.COORDINATOR,
    "ledning": Role.MANAGEMENT,
    "owner": Role.ACTION_OWNER,
    "helper": Role.ACTION_OWNER,
    "other": Role.ACTION_OWNER,
    "läsare": Role.READER,
}
PEOPLE = [*ROLES, "skr"]
GRACE = timedelta(minutes=15)
WAYS_BACK = {"create_action", "link_finding", "unlink_finding", "owner_leaves"}  # have their own


def said_with(verb: str, today: date, spoken: str, days: int) -> dict[str, Any]:
    """What a verb is pressed with: words that may be missing, days before or after today."""
    day = today + timedelta(days=days)
    return {
        "report_status": {"note": spoken, "light": "green", "percent": max(days, 0)},
        "block_action": {"note": spoken, "unblocker": "KS"},
        "pause_action": {"reason": spoken, "resume_on": day},
        "complete_action": {"done_on": day, "effect_seen_how": spoken, "effect_look_on": today},
        "show_effect": {"effect_on": day, "text": spoken},
        "withdraw_effect": {"reason": spoken},
        "reopen_action": {"reason": spoken, "due": day if days else None},
        "cancel_action": {"reason": spoken},
        "restore_action": {"reason": spoken},
        "move_deadline": {"reason": spoken, "due": day},
        "edit_action": {"edit": Edit({}, {"title": spoken})},
    }.get(verb, {})


class Watched:
    """An action beside what the table says of it."""

    def __init__(self, action: Action, stands: Stands, links: set[int]) -> None:
        self.action, self.stands, self.links = action, stands, links
        self.version, self.changes, self.undone = action.version, 0, 0
        self.last: tuple[str, str, datetime, Stands, int] | None = None  # verb, who, when, before, version

    def changed(self, verb: str, who: str, now: datetime, stands: Stands) -> None:
        self.version, self.changes = self.version + 1, self.changes + 1
        self.last, self.stands = (verb, who, now, self.stands, self.version), stands


class Town:
    """A municipality's people, plan and improvement opportunities, and the actions that are watched."""

    def __init__(self, town, case_number: str, skr) -> None:
        self.slug, self.scope = town.slug, Scope(municipality=town.pk)
        self.actors, self.members = {"skr": factories.actor_of(skr, "skr")}, {}
        for name, role in ROLES.items():
            person = factories.person(f"{name}@{town.slug}.example")
            self.members[name] = factories.membership(person, role, town, name=name)
            self.actors[name] = factories.actor_of(person, town.slug)
        version = factories.published_case(town, skr, case_number)
        self.plan, self.findings = factories.plan(version.evaluation), factories.improvements(version)
        self.evidence_by = self.members["owner"].user

    def begin(self) -> None:
        self.state, self.gone = PlanState.DRAFT, set()
        self.decisions: dict[int, tuple[str, date | None]] = {}
        self.decided, self.watched = 0, []

    def make(self, number: int) -> None:
        stands = Stands(owner="owner", helpers=frozenset({"helper"}), due=LATER, first_due=LATER)
        people = {"owner": self.members["owner"], "helpers": (self.members["helper"],)}
        action = factories.action(self.plan, number, title="", **people)
        factories.attached_link(action, self.evidence_by, is_evidence=True)
        self.watched.append(Watched(action, stands, set()))

    def relations(self, who: str, it: Stands) -> set[str]:
        """What the person is to the action."""
        if who in self.gone:
            return set()
        of = {COORDINATOR} if who == "samordnare" else set()
        return of | ({OWNER} if it.owner == who else set()) | ({HELPER} if who in it.helpers else set())

    def settled_otherwise(self, today: date) -> set[int]:
        return {
            place
            for place, (kind, until) in self.decisions.items()
            if kind != "act" and not (kind == "wait" and until is not None and until < today)
        }

    def has_ground(self, links: set[int], today: date) -> bool:
        return not links or not links <= self.settled_otherwise(today)


@pytest.fixture
def towns(arboga, boden, sara) -> list[Town]:
    return [Town(arboga, "KK-2026-001", sara), Town(boden, "KK-2026-002", sara)]


def rows_of(town: Town) -> tuple[Any, ...]:
    """All that a press could leave in a town."""
    with factories.in_scope(town.scope):
        return (
            list(Action.objects.order_by("pk").values_list("pk", "version", "status", "due", "owner_text")),
            ActionChange.objects.count(),
            Decision.objects.count(),
            Event.objects.filter(municipality_id=town.scope.municipality).count(),
        )


class Presses(RuleBasedStateMachine):
    """Both towns at work; each press is held against the table, and against the other town's rows."""

    towns: list[Town]
    went = refused = 0

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.now, self.steps = START, 0
        for town in self.towns:
            town.begin()
            for number in (1, 2):
                town.make(number)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    @property
    def today(self) -> date:
        return self.now.date()

    def press(self, town: Town, who: str, call: Any, expected: Any) -> None:
        """Press, and see that it was refused exactly where `expected` raises; then the other town is as it was."""
        self.steps += 1
        other = next(each for each in self.towns if each is not town)
        before = rows_of(other)
        try:
            went = expected()
        except Refused:
            went = None
        done = True
        with factories.in_scope(town.actors[who]):
            try:
                call(town.actors[who])
            except RuleViolation:
                done = False
        assert done == (went is not None), (who, went)
        type(self).went, type(self).refused = self.went + done, self.refused + (not done)
        if went is not None:
            went()
        assert rows_of(other) == before

    @rule(
        place=st.integers(0, 1), which=st.integers(0, 1), verb=st.sampled_from([*TABLE, "change_owner"]),
        who=st.sampled_from([*PEOPLE, "samordnare", "owner"]), spoken=st.sampled_from(["Ord.", "Ord.", "Andra.", ""]),
        days=st.sampled_from([-40, -1, 0, 0, 30]), new=st.sampled_from(["owner", "helper", "other", "läsare", ""]),
        minutes=st.integers(0, 20),
    )  # fmt: skip
    def verb_is_pressed(
        self, place: int, which: int, verb: str, who: str, spoken: str, days: int, new: str, minutes: int
    ) -> None:
        self.now += timedelta(minutes=minutes)
        town = self.towns[place]
        if who in town.gone:
            return
        it, row, today = town.watched[which], TABLE[verb], self.today
        said = said_with(verb, today, spoken, days)
        told = dict(said)
        if verb == "change_owner":
            said = {"membership_id": town.members[new].pk} if new else {"text": "IT-chefen"}
            told = {"member": new} if new else said
        if verb in ("start_action", "report_status") and verb == "report_status" and not told["percent"]:
            said["percent"] = told["percent"] = None

        def expected() -> Any:
            if town.state == PlanState.CLOSED or not town.relations(who, it.stands) & row.who:
                raise Refused
            press = Press(
                told, who == "samordnare", today, it.last[0] if it.last else "", town.has_ground(it.links, today)
            )
            stands = after(it.stands, verb, press)
            if verb == "change_owner" and stands is not None and (new == "läsare" or new in town.gone):
                raise Refused
            if stands is None or (stands == it.stands and not row.always_told):
                return lambda: None
            named = "describe_action" if verb == "edit_action" else verb
            return lambda: it.changed(named, who, self.now, stands)

        def call(by: Any) -> Any:
            return getattr(progress, verb)(it.action, by, **said, now=self.now, today=today)

        self.press(town, who, call, expected)

    @rule(place=st.integers(0, 1), which=st.integers(0, 1), who=st.sampled_from(PEOPLE), minutes=st.integers(0, 16))
    def last_is_undone(self, place: int, which: int, who: str, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        town = self.towns[place]
        if who in town.gone:
            return
        it = town.watched[which]

        def expected() -> Any:
            if town.state == PlanState.CLOSED or not town.relations(who, it.stands) or it.last is None:
                raise Refused
            verb, by, at, before, version = it.last
            is_own = by == who and self.now - at <= GRACE and version == it.version
            if not is_own or verb in WAYS_BACK or (before.owner != it.stands.owner and before.owner in town.gone):
                raise Refused
            opens = before.status in OPEN and it.stands.status not in OPEN
            if opens and not town.has_ground(it.links, self.today):
                raise Refused

            def undone() -> None:
                it.version, it.undone, it.stands = it.version + 1, it.undone + 1, before

            return undone

        self.press(town, who, lambda by: progress.undo_last(it.action, by, now=self.now, today=self.today), expected)

    @rule(
        place=st.integers(0, 1), which=st.integers(0, 1), finding=st.integers(0, 1), links=st.booleans(),
        who=st.sampled_from(["samordnare", "samordnare", "owner", "ledning", "skr"]),
    )  # fmt: skip
    def link_is_set_or_taken(self, place: int, which: int, finding: int, links: bool, who: str) -> None:
        town = self.towns[place]
        if who in town.gone:
            return
        it, verb = town.watched[which], "link_finding" if links else "unlink_finding"

        def expected() -> Any:
            if who != "samordnare" or town.state == PlanState.CLOSED:
                raise Refused
            if (finding in it.links) == links:
                return lambda: None
            if it.stands.status not in TABLE["edit_action"].starts:
                raise Refused
            if links and finding in town.settled_otherwise(self.today):
                raise Refused
            left = it.links | {finding} if links else it.links - {finding}
            if not links and it.stands.status in OPEN and not town.has_ground(left, self.today):
                raise Refused

            def done() -> None:
                it.links = left
                it.changed(verb, who, self.now, it.stands)
                if links and town.decisions.get(finding, ("",))[0] != "act":
                    town.decisions[finding], town.decided = ("act", None), town.decided + 1

            return done

        def call(by: Any) -> Any:
            return getattr(planning, verb)(it.action, town.findings[finding], by, now=self.now, today=self.today)

        self.press(town, who, call, expected)

    @rule(
        place=st.integers(0, 1), finding=st.integers(0, 1), kind=st.sampled_from(["act", "wait", "decline"]),
        who=st.sampled_from(["samordnare", "samordnare", "ledning", "owner", "skr"]), days=st.sampled_from([0, 1, 40]),
    )  # fmt: skip
    def decision_is_made(self, place: int, finding: int, kind: str, who: str, days: int) -> None:
        town, today = self.towns[place], self.today
        if who in town.gone:
            return
        until = today + timedelta(days=days) if kind == "wait" else None
        reason = "Regionen." if kind == "decline" else ""

        def expected() -> Any:
            if who != "samordnare" or town.state == PlanState.CLOSED or (until is not None and until <= today):
                raise Refused
            if town.decisions.get(finding) == (kind, until):
                return lambda: None
            otherwise = town.settled_otherwise(today) | {finding}
            hangs = any(
                it.stands.status in OPEN and finding in it.links and it.links <= otherwise for it in town.watched
            )
            if kind != "act" and finding in town.decisions and hangs:
                raise Refused

            def done() -> None:
                town.decisions[finding], town.decided = (kind, until), town.decided + 1

            return done

        def call(by: Any) -> Any:
            said = {"kind": kind, "wait_until": until, "reason": reason}
            return planning.decide(town.plan, town.findings[finding], by, **said, now=self.now, today=today)

        self.press(town, who, call, expected)

    @rule(place=st.integers(0, 1), who=st.sampled_from(PEOPLE), closes=st.booleans())
    @precondition(lambda self: self.steps > 6)
    def plan_is_adopted_or_closed(self, place: int, who: str, closes: bool) -> None:
        town = self.towns[place]
        if who in town.gone:
            return

        def expected() -> Any:
            if who != "samordnare" or (town.state == PlanState.CLOSED) > closes:
                raise Refused
            if closes and town.state == PlanState.DRAFT:
                raise Refused

            def done() -> None:
                town.state = PlanState.CLOSED if closes else PlanState.ADOPTED

            return done

        def call(by: Any) -> Any:
            if closes:
                return planning.close_plan(town.plan, by, now=self.now, today=self.today)
            return planning.adopt_plan(town.plan, by, body="KS", adopted_on=self.today, now=self.now, today=self.today)

        self.press(town, who, call, expected)

    @rule(place=st.integers(0, 1))
    @precondition(lambda self: self.steps > 4)
    def owner_leaves(self, place: int) -> None:
        town = self.towns[place]
        if "owner" in town.gone:
            return
        by, member = town.actors["samordnare"], town.members["owner"]
        with factories.in_scope(by):
            Membership.objects.filter(pk=member.pk).update(end=self.today - timedelta(days=1))
            member.refresh_from_db()
            progress.owner_leaves(member, by, now=self.now, today=self.today)
        town.gone.add("owner")
        for it in town.watched:
            if it.stands.owner == "owner":
                it.changed("owner_leaves", "samordnare", self.now, replace(it.stands, owner="left"))

    @rule(days=st.sampled_from([1, 20, 60, 200]))
    def days_pass(self, days: int) -> None:
        self.now += timedelta(days=days)

    @rule(place=st.integers(0, 1), which=st.integers(0, 1), verb=st.sampled_from([*TABLE, "undo_last"]))
    def neighbour_presses(self, place: int, which: int, verb: str) -> None:
        """The coordinator of the other town gets the same answer for a foreign action as for one that nobody has."""
        town, neighbour = self.towns[place], self.towns[1 - place].actors["samordnare"]
        foreign = town.watched[which].action
        said = {"text": "IT-chefen"} if verb == "change_owner" else said_with(verb, self.today, "Ord.", 0)
        before, answers = rows_of(town), []
        for action in (foreign, Action(pk=999_999_999, plan_id=999_999_999)):
            with factories.in_scope(neighbour), pytest.raises(Action.DoesNotExist) as answer:
                getattr(progress, verb)(action, neighbour, **said, now=self.now, today=self.today)
            with factories.in_scope(neighbour):
                assert not Action.objects.visible_to(neighbour).filter(pk=action.pk).exists()
            answers.append(str(answer.value))
        assert answers[0] == answers[1]
        assert rows_of(town) == before

    @invariant()
    def every_action_stands_as_the_table_says(self) -> None:
        for town in self.towns:
            with factories.in_scope(town.scope):
                for it in town.watched:
                    self.compare(town, it)
                assert Decision.objects.count() == town.decided
                assert {
                    place: (row.kind, row.wait_until)
                    for place, finding in enumerate(town.findings)
                    for row in Decision.objects.current().filter(finding=finding)
                } == town.decisions

    def compare(self, town: Town, it: Watched) -> None:
        row, says = Action.objects.with_helpers().get(pk=it.action.pk), it.stands
        named = {member.pk: name for name, member in town.members.items()}
        owner = "left" if row.owner_left else named.get(row.owner_id) or f"”{row.owner_text}”"
        found = {
            "status": row.status, "started": row.started_on is not None, "title": row.title, "due": row.due,
            "first_due": row.first_due, "owner": owner, "helpers": {named[each] for each in row.helper_ids},
            "blocked": (row.blocked_note, row.blocked_by) if row.is_blocked else None,
            "late": row.is_overdue(self.today),
        }  # fmt: skip
        expected = {name: getattr(says, name) for name in found if name != "late"} | {"late": says.is_late(self.today)}
        assert found == expected
        assert Action.objects.overdue(self.today).filter(pk=row.pk).exists() == says.is_late(self.today)
        assert row.version == it.version == 1 + it.changes + it.undone
        assert ActionChange.objects.filter(action=row).count() == it.changes
        events = Event.objects.filter(subject_kind="action", subject_id=str(row.pk))
        assert events.count() == it.changes + it.undone
        by = SimpleNamespace(**town.actors)
        offered = progress.possible(_with_plan(row, town), by.samordnare, self.today)
        assert not offered or town.state != PlanState.CLOSED or offered == ("comment",)


def _with_plan(row: Action, town: Town) -> Action:
    row.plan.state = town.state
    return row


def test_any_row_of_presses_goes_as_the_table_says(towns):
    class Here(Presses):
        pass

    Here.towns = towns
    common = {"deadline": None, "database": None, "suppress_health_check": list(HealthCheck)}
    until = time.monotonic() + MINUTES * 60
    run_state_machine_as_test(
        Here, settings=settings(max_examples=8, stateful_step_count=25, derandomize=True, **common)
    )
    assert min(Here.went, Here.refused) > 20  # no row of nothing but refusals
    while time.monotonic() < until:
        run_state_machine_as_test(Here, settings=settings(max_examples=50, stateful_step_count=60, **common))
