"""An invented content of a plan, which needs no database, and a plan of Arboga at work."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from accounts.models import Membership, Municipality, User
from accounts.tenancy import Scope
from evaluations.models import Finding, PublishedVersion
from followup.documents.choosing import Choice
from followup.documents.content import read
from followup.documents.paper import Adoption, Paper, paper_of
from followup.models import DecisionKind, Plan
from tests import factories

DECIDED = {"wait_until": None, "reason": "", "done_what": "", "done_on": None}


def action(number: int, *improvements: str, **fields: Any) -> dict[str, Any]:
    """An action as a copy of schema version 2 holds it."""
    empty = dict.fromkeys(
        (
            *("description", "intended_result", "resources", "reference", "priority", "effort", "expected_effect"),
            *("blocked_note", "blocked_by", "pause_reason", "effect_seen_how", "effect_text", "cancel_reason"),
        ),
        "",
    )
    days = dict.fromkeys(
        ("start", "due", "first_due", "started_on", "resume_on", "done_on", "effect_look_on", "effect_on")
    )
    rest = {"owner": "", "helpers": [], "unit": "", "tags": [], "is_blocked": False, "milestones": [], "indicators": []}
    told = {"title": f"Åtgärd {number}", "status": "not_started", "improvements": list(improvements)}
    return {"number": number, **empty, **days, **rest, **told, **fields}


def improvement(key: str, text: str, decision: dict[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
    """An improvement opportunity."""
    given = {"subarea": "", "effort": "", "expected_effect": "", "recurs_from": [], **fields}
    return {"key": key, "text": text, "decision": {**DECIDED, **decision} if decision else None, **given}


def content() -> dict[str, Any]:
    """Two areas: one with an action and all kinds of decisions, one empty; an action that answers nothing."""
    indicator = {
        **{"name": "Svarstid", "measured_in": "dagar", "direction": "down"},
        **{"baseline": "12.5", "baseline_on": "2027-01-01", "target": "5", "target_on": "2027-12-31"},
    }
    return {
        "schema_version": 2,
        "municipality": "Ekhults kommun",
        "evaluation": "KK-2026-001",
        "year": 2026,
        "version": 1,
        "areas": [
            {
                "number": 1,
                "title": "Offentlighet och demokrati",
                "achieved": 57,
                "maximum": 100,
                "improvements": [
                    improvement("a", "Följ upp målen oftare.", {"kind": "act"}, recurs_from=[2019]),
                    improvement("b", "Låt invånarna påverka.", {"kind": "act", "reason": "Budgetdialog i vår."}),
                    improvement("c", "Räkna bilarna.", {"kind": "decline", "reason": "Ryms inte."}),
                    improvement("d", "Se över avgifterna.", {"kind": "wait", "wait_until": "2027-08-31"}),
                    improvement("e", "Svara snabbare."),
                ],
            },
            {"number": 2, "title": "Samhällsutveckling", "achieved": 60, "maximum": 100, "improvements": []},
        ],
        "actions": [
            action(
                3,
                "a",
                "b",
                title="Mät svarstiderna",
                description="Vi mäter varje vecka.\nSiffrorna visas öppet.",
                owner="Bo Ek",
                helpers=["Astrid Lund"],
                unit="Barnkontoret",
                start="2027-01-10",
                due="2027-03-01",
                first_due="2027-02-01",
                status="in_progress",
                priority="high",
                milestones=[{"title": "Mätplan", "due": "2027-02-01", "done_on": "2027-01-30", "is_dropped": False}],
                indicators=[indicator],
            ),
            action(4, title="Städa i arkivet", owner="Ekonomichefen", unit="Kansliet"),
        ],
    }


def paper(kept: dict[str, Any] | None = None, choice: Choice | None = None, **given: Any) -> Paper:
    """The document of a plan at work on the tests' day."""
    values = {"state_of_plan": "draft", "adoption": None, "is_copy": False, "made_on": factories.TODAY, **given}
    return paper_of(read(kept or content()), choice or Choice(), place="ekhult", **values)


def copy_paper(
    kept: dict[str, Any] | None = None, choice: Choice | None = None, made_on: date = date(2027, 2, 2)
) -> Paper:
    """The document of an adopted copy."""
    adoption = Adoption("Kommunstyrelsen", date(2027, 2, 1), "KS 2027/15", 1, "ab" * 32)
    return paper(kept, choice, state_of_plan="adopted", adoption=adoption, is_copy=True, made_on=made_on)


@pytest.fixture
def version(arboga: Municipality, ulla: User) -> PublishedVersion:
    return factories.published_case(arboga, ulla)


@pytest.fixture
def plan(version: PublishedVersion) -> Plan:
    return factories.plan(version.evaluation)


@pytest.fixture
def membership_of(arboga: Municipality) -> Callable[[User], Membership]:
    """A person's membership in Arboga."""

    def find(person: User) -> Membership:
        with factories.in_scope(Scope(municipality=arboga.pk)):
            return Membership.objects.get(user=person)

    return find


@pytest.fixture
def work(
    plan: Plan, version: PublishedVersion, arboga: Municipality, astrid: User, bo: User, membership_of: Any
) -> Plan:
    """Bo's action answers the first improvement opportunity, the second is declined, one action answers nothing."""
    first, second = factories.improvements(version)
    office = factories.unit(arboga, "Överförmyndaren")
    factories.decision(plan, first, version, astrid)
    factories.decision(plan, second, version, astrid, kind=DecisionKind.DECLINE, reason="Ryms inte.")
    factories.action(plan, 1, owner=membership_of(bo), findings=(first,), unit=office, due=date(2027, 3, 1))
    factories.action(plan, 2, title="Städa i arkivet", owner_text="Ekonomichefen")
    return plan


@pytest.fixture
def findings_of_work(version: PublishedVersion) -> tuple[Finding, ...]:
    """The two improvement opportunities."""
    return tuple(factories.improvements(version))
