"""The demonstration's plans: told once, with something in every state, in two municipalities that stay apart."""

from collections import Counter
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import Municipality
from accounts.tenancy import Scope, open_scope
from evaluations.models import PublishedVersion
from followup import demonstration
from followup.demonstration.ekhult import EKHULT
from followup.demonstration.lovnas import LOVNAS
from followup.models import Action, Comment, Decision, Milestone, Plan, PlanCopy, StatusReport
from tests import database

NOW = datetime(2027, 3, 15, 8, tzinfo=UTC)


@pytest.fixture
def loaded(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """What the command leaves behind when it is run twice."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    out = StringIO()
    with database.as_owner():
        call_command("load_demonstration", stdout=out)
        call_command("load_demonstration", stdout=out)
        with open_scope(Scope(owner=True)):
            return {"said": out.getvalue().splitlines(), **_counts()}


def _counts() -> dict[str, object]:
    found: dict[str, object] = {}
    today = timezone.localdate(NOW)
    for place in Municipality.objects.filter(is_demonstration=True):
        actions = Action.objects.filter(municipality=place)
        found[place.slug] = {
            "points": PublishedVersion.objects.get(municipality=place).achieved,
            "plan": Plan.objects.get(municipality=place).state,
            "copies": PlanCopy.objects.filter(municipality=place).count(),
            "decisions": Counter(
                Decision.objects.filter(municipality=place, is_current=True).values_list("kind", flat=True)
            ),
            "statuses": Counter(actions.values_list("status", flat=True)),
            **actions.counts(today),
        }
    found["words"] = [model.objects.count() for model in (StatusReport, Comment, Milestone)]
    return found


def test_two_plans_with_something_in_every_state(loaded: dict[str, object]) -> None:
    assert loaded["said"] == ["The demonstration is loaded.", "The demonstration was loaded before."]
    assert loaded["demo-ekhult"] == {
        "points": 454,
        "plan": "adopted",
        "copies": 1,
        "decisions": {"act": 22, "wait": 2, "decline": 1, "already_done": 2},
        "statuses": {"not_started": 3, "in_progress": 10, "done": 2, "effect_shown": 3, "paused": 1, "cancelled": 1},
        "open": 14,
        "late": 3,
        "blocked": 1,
        "without_owner": 1,
        "without_date": 2,
        "done": 5,
    }
    assert loaded["demo-lovnas"] == {
        "points": 480,
        "plan": "draft",
        "copies": 0,
        "decisions": {"act": 4, "wait": 1, "decline": 1},
        "statuses": {"not_started": 2, "in_progress": 1, "done": 1},
        "open": 3,
        "late": 1,
        "blocked": 0,
        "without_owner": 0,
        "without_date": 1,
        "done": 1,
    }


def test_nothing_is_told_where_nothing_is_published(transactional_db: None) -> None:
    with database.as_owner():
        assert demonstration.load_plans(NOW, timezone.localdate(NOW)) == 0


def test_its_people_and_links_are_invented() -> None:
    steps = [step for story in (EKHULT, LOVNAS) for each in story.actions for step in each.steps]
    urls = [step.facts["url"] for step in steps if "url" in step.facts]
    assert len(urls) == 3
    assert all(".demo.invalid/" in url for url in urls)
