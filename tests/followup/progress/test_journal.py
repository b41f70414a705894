"""What the journal tells of an action, in words."""

import pytest

from accounts.event_facts import FACTS
from accounts.event_words import WORDS, in_words
from accounts.models import Event
from followup import progress
from tests import factories
from tests.followup.progress.test_table import VERBS, press


@pytest.mark.parametrize("verb", list(VERBS))
def test_every_event_and_fact_has_words(verb, make, actor, astrid, bo, now, today):
    action, by = make(next(iter(VERBS[verb][2]))), actor(astrid)
    factories.attached_link(action, bo, is_evidence=True)
    with factories.in_scope(by):
        press(action, by, verb, now, today)
        for event in Event.objects.filter(subject_kind="action").select_related("facts"):
            assert event.verb in WORDS
            assert set(event.facts.facts) <= {"by", "subject", *FACTS}


def test_a_line_names_what_was_and_what_is(make, actor, bo, now, today):
    action, by = make(), actor(bo)
    with factories.in_scope(by):
        progress.block_action(action, by, note="Pengar saknas.", unblocker="KS", now=now, today=today)
        event = Event.objects.select_related("facts").get(verb="action.blocked")

    assert in_words(event)._replace(text="", body="") == ("disc", "Bo Ek", now, "", "")
    assert event.facts.facts == {
        "by": "Bo Ek",
        "subject": "Å-1",
        "is_blocked": [False, True],
        "blocked_note": ["", "Pengar saknas."],
        "blocked_by": ["", "KS"],
    }
    assert "– → Pengar saknas." in in_words(event).body
