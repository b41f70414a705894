"""The journal: facts and their digest, refusals in the actor's own stream, seals that break by tampering."""

from datetime import timedelta

import pytest
from django.db import connection

from accounts import journal
from accounts.models import Event, EventFacts
from accounts.tenancy import Scope
from tests import database, factories


def _events(scope: Scope) -> list[tuple]:
    with factories.in_scope(scope):
        return [
            (event.municipality_id, event.evaluation, event.hat, event.verb, event.refused, event.subject_id)
            for event in Event.objects.order_by("id")
        ]


def test_an_event_keeps_its_facts_and_their_digest(astrid, arboga, now):
    with factories.as_actor(astrid, "arboga") as by:
        journal.record(by, "unit.renamed", arboga, now=now, municipality=arboga.pk, before="A", after="Å")
        event = Event.objects.get()
        facts = EventFacts.objects.get(event=event).facts

    assert (event.at, event.by_id, event.hat, event.verb) == (now, astrid.pk, "coordinator", "unit.renamed")
    assert (event.subject_kind, event.subject_id) == ("municipality", str(arboga.pk))
    assert {"by": "Astrid Lund", "before": "A", "after": "Å"}.items() <= facts.items()
    assert event.digest == journal.digest_of(facts)


def test_the_digest_is_of_canonical_json():
    assert journal.digest_of({"b": 1, "a": "å"}) == journal.digest_of({"a": "å", "b": 1})
    assert journal.digest_of({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


def test_an_event_without_a_stream_goes_to_that_of_the_scope(people, arboga, arboga_case, now):
    for person, place in ((people.astrid, "arboga"), (people.erik, arboga_case.number), (people.sara, "skr")):
        with factories.as_actor(person, place) as by:
            journal.record(by, "unit.renamed", arboga, now=now)

    assert [row[:2] for row in _events(Scope(municipality=arboga.pk))] == [(arboga.pk, None)]
    assert [row[:2] for row in _events(factories.ADMIN)] == [(None, arboga_case.pk), (None, None)]


def test_an_event_is_written_into_a_stream_that_the_writer_may_not_read(cecilia, arboga, now):
    with factories.as_actor(cecilia, "boden") as by:
        journal.record(by, "plan.read", arboga, now=now, municipality=arboga.pk)
        assert Event.objects.exclude(by=cecilia).count() == 0

    assert _events(Scope(municipality=arboga.pk))[0][3] == "plan.read"


def test_a_refused_attempt_stands_in_the_actors_own_stream(people, arboga, boden, client_of):
    assert client_of(people.cecilia).get("/arboga/administration/handelser/").status_code == 404
    assert client_of(people.birgit).get("/arboga/administration/handelser/").status_code == 403

    address = "/arboga/administration/handelser/"
    assert _events(Scope(municipality=boden.pk)) == [(boden.pk, None, "visitor", "access.refused", True, address)]
    assert _events(Scope(municipality=arboga.pk)) == [(arboga.pk, None, "reader", "access.refused", True, address)]


def test_a_refusal_of_the_house_stands_in_its_stream_and_of_a_peer_in_the_cases(people, arboga_case, client_of):
    client_of(people.ulla).get("/skr/handelser/")
    client_of(people.erik).get(f"/utvarderingar/{arboga_case.number}/finns-inte/")
    client_of(people.erik).get("/skr/handelser/")

    found = _events(factories.ADMIN)
    assert [(verb, refused, where) for *_rest, verb, refused, where in found] == [
        ("access.refused", True, "/skr/handelser/"),
        ("access.refused", True, f"/utvarderingar/{arboga_case.number}/finns-inte/"),
        ("access.refused", True, "/skr/handelser/"),
    ]
    assert [evaluation for _municipality, evaluation, *_rest in found] == [None, arboga_case.pk, None]


@pytest.fixture
def sealed(transactional_db, request, now):
    """Three events in two streams, sealed and committed."""
    astrid, arboga = request.getfixturevalue("astrid"), request.getfixturevalue("arboga")
    for minute, place in enumerate(("arboga", "arboga", "")):
        with factories.as_actor(astrid, place) as by:
            journal.record(by, "unit.made", arboga, now=now + timedelta(minutes=minute))
    assert journal.seal() == 3
    return arboga.pk


def test_every_event_is_sealed_once_stream_by_stream(sealed):
    assert (journal.seal(), journal.broken_seals()) == (0, [])

    with database.as_owner(), connection.cursor() as cursor:
        cursor.execute("select stream, number, previous = '' from accounts_eventseal order by stream, number")
        assert cursor.fetchall() == [(0, 1, True), (sealed, 1, True), (sealed, 2, False)]


@pytest.mark.parametrize(
    ("tampering", "broken"),
    [
        ("update accounts_event set verb = 'unit.kept' where municipality_id is null", [(0, 1)]),
        ("update accounts_event set at = at - interval '1 day' where municipality_id is null", [(0, 1)]),
        ("update accounts_event set municipality_id = null where verb = 'unit.made'", [("town", 1), ("town", 2)]),
        ("delete from accounts_event where municipality_id is null", [(0, 1)]),
        ("delete from accounts_eventseal where number = 1 and stream <> 0", [("town", 2)]),
        ("update accounts_eventseal set hash = repeat('0', 64) where number = 1 and stream <> 0",
         [("town", 1), ("town", 2)]),
    ],
)  # fmt: skip
def test_tampering_by_the_owner_with_triggers_off_breaks_the_seals(sealed, tampering, broken):
    with database.as_owner(), connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        cursor.execute(tampering)

    assert journal.broken_seals() == [(sealed if stream == "town" else stream, number) for stream, number in broken]


def test_facts_erased_by_gallring_leave_the_chain_whole(sealed):
    with database.as_owner(), connection.cursor() as cursor:
        cursor.execute("delete from accounts_eventfacts")
        assert cursor.rowcount == 3

    assert journal.broken_seals() == []
