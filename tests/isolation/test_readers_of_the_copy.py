"""A reader who is shown the adopted plan alone opens nothing that tells of the work: no page, file or API call."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import Municipality, MunicipalitySettings, ReaderSees
from accounts.tenancy import Scope
from followup.models import Action, Comment, Decision, Indicator, Milestone, Plan, PlanState, SavedFilter
from tests import factories
from tests.isolation import test_every_address as walk

WORD = "Arbetsordet"  # stands in the work and not in the copy
# What of followup opens for such a reader. A new address that tells nothing of the work is named here.
OPEN = {
    *("municipality_start", "municipality_results", "municipality_result", "municipality_result_version"),
    *("plan_copy", "plan_copy_number", "plan_copy_print", "plan_copy_pdf", "plan_copy_word"),
    *("api_plans", "api_actions", "api_improvements", "api_decisions"),  # plans' heads, empty lists, the report's words
}

world = walk.world

Answers = dict[str, tuple[int, bool]]


@pytest.fixture
def answers(world: Any, arboga: Municipality) -> Callable[[ReaderSees], Answers]:
    """What each address below followup answers Birgit: the status, and whether it tells of the work."""

    def ask(sees: ReaderSees) -> Answers:
        with factories.in_scope(Scope(municipality=arboga.pk)):
            MunicipalitySettings.objects.update(reader_sees=sees)
            Plan.objects.update(state=PlanState.ADOPTED, adopted_on="2027-01-02", adopted_body="KS")
            Action.objects.update(title=WORD, description=WORD, is_blocked=True, blocked_note=WORD, blocked_by=WORD)
            Decision.objects.update(reason=WORD)
            for model, field in ((Milestone, "title"), (Comment, "text"), (Indicator, "name"), (SavedFilter, "name")):
                model.objects.update(**{field: WORD})
        reader = walk.client_as("läsare", world)
        found = {}
        for route in walk.ROUTES:
            if route.module.startswith("followup") and route.place == "municipality" and walk.can_be_asked(route):
                samples = {name: walk.sample(route, name) for name in route.parameters}
                url = reverse(route.name, kwargs={name: each.own or each.unknown for name, each in samples.items()})
                answer = walk.ask(reader, "get", url)
                found[route.name] = answer.status_code, WORD in answer.content.decode(errors="replace")
        return found

    return ask


def test_the_work_is_told_to_no_reader_of_the_copy(answers: Callable[[ReaderSees], Answers]) -> None:
    found = answers(ReaderSees.ADOPTED)
    assert {name for name, (status, _tells) in found.items() if status == 200} == OPEN
    assert [name for name, (_status, tells) in found.items() if tells] == []


def test_readers_of_all_are_told_of_it(answers: Callable[[ReaderSees], Answers]) -> None:
    told = {name for name, (status, tells) in answers(ReaderSees.ALL).items() if status == 200 and tells}
    assert told >= {"plan", "plan_board", "plan_timeline", "plan_matrix", "plan_print", "situation", "action"}
    assert told >= {"plan_changes", "api_actions", "api_action"}
