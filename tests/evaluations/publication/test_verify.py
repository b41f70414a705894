"""Recomputing what was published."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts import outbox
from accounts.models import Event, Municipality, User
from accounts.tenancy import Scope
from evaluations.models import Evaluation, EvaluationState, PublishedVersion
from evaluations.publication import Difference, verify_versions
from evaluations.publication.verifying import promise_verification
from tests import database, factories
from tests.factories import in_scope


@pytest.fixture
def version(arboga: Municipality, sara: User) -> PublishedVersion:
    """A published result of 460 of 800."""
    case = factories.evaluation(arboga, "KK-2026-009", state=EvaluationState.PUBLISHED)
    return factories.published_version(case, sara)


def test_what_was_published_is_what_it_was(version: PublishedVersion) -> None:
    with in_scope(Scope(house="admin")):
        assert verify_versions() == []


@pytest.mark.django_db(transaction=True)
def test_a_row_changed_past_the_triggers_is_found(version: PublishedVersion, capsys: Any) -> None:
    with database.as_owner():
        with connection.cursor() as cursor:
            cursor.execute("set session_replication_role = replica")
            cursor.execute("update evaluations_publishedversion set achieved = 700")
            cursor.execute(
                "update evaluations_publishedversion set content = jsonb_set(content, '{areas,0,title}', '\"X\"')"
            )
            cursor.execute("reset session_replication_role")
        with pytest.raises(CommandError, match="2 differences"):
            call_command("verify_versions")
    outbox_now = datetime(2027, 3, 16, 2, 20, tzinfo=UTC)
    promise_verification(outbox_now, outbox_now.date())
    promise_verification(outbox_now, outbox_now.date())
    assert outbox.run_due(lambda: outbox_now) == 1
    with in_scope(Scope(house="admin")):
        events = Event.objects.filter(verb="published_version.differed").select_related("facts").order_by("id")
        assert [event.facts.facts["what"] for event in events] == ["sha256", "points"]
        found = verify_versions()
    assert [difference.what for difference in found] == ["sha256", "points"]
    assert found[1] == Difference("KK-2026-009 version 1", "points", "700/800", "460/800")


def test_a_municipalitys_own_result_is_verified_in_its_scope(
    arboga: Municipality, boden: Municipality, astrid: User
) -> None:
    own: Evaluation = factories.evaluation(
        arboga, "EGEN-2026-1", state=EvaluationState.PUBLISHED, is_own=True, year=2026
    )
    factories.published_version(own, astrid)
    for scope, count in ((Scope(municipality=arboga.pk), 1), (Scope(municipality=boden.pk), 0), (Scope(), 0)):
        with in_scope(scope):
            assert PublishedVersion.objects.count() == count
            assert verify_versions() == []
