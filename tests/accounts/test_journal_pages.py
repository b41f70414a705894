"""The journal on a page: each stream for those who may read it."""

import re

import pytest
from django.urls import reverse

from accounts import journal
from accounts.event_words import WORDS
from tests import factories
from tests.statements import count_statements

pytestmark = pytest.mark.django_db


def _write(by, municipality, now, count=1, **facts):
    with factories.as_actor(by, municipality.slug) as actor:
        for _ in range(count):
            journal.record(actor, "import.uploaded", municipality, now=now, municipality=municipality.pk, **facts)


def test_samordnare_reads_the_own_stream_only(client_of, astrid, cecilia, arboga, boden, now):
    _write(astrid, arboga, now, subject="arboga.txt")
    _write(cecilia, boden, now, subject="boden.txt")
    page = client_of(astrid).get(reverse("municipality_journal", args=["arboga"])).content.decode()
    assert "arboga.txt" in page
    assert "boden.txt" not in page


@pytest.mark.parametrize("name", ["lena", "bo", "birgit"])
def test_other_roles_of_the_municipality_get_403(client_of, name, request, arboga):
    client = client_of(request.getfixturevalue(name))
    assert client.get(reverse("municipality_journal", args=["arboga"])).status_code == 403


def test_stranger_gets_404(client_of, cecilia, arboga):
    assert client_of(cecilia).get(reverse("municipality_journal", args=["arboga"])).status_code == 404


def test_evaluator_does_not_read_skrs_stream(client_of, ulla):
    assert client_of(ulla).get(reverse("skr_journal")).status_code == 403


def test_the_filter_finds_text_and_refusals(client_of, sara, arboga):
    client = client_of(sara)
    client.get("/skr/kriterier/1999/")
    page = client.get(reverse("skr_journal"), {"refused": "on", "q": "1999"})
    assert [(event.icon, event.body) for event in page.context["events"]] == [("error", "")]
    assert client.get(reverse("skr_journal"), {"q": "nothing like this"}).context["events"] == []


def test_hostile_facts_are_escaped(client_of, astrid, arboga, now):
    _write(astrid, arboga, now, subject="<script>alert(1)</script>")
    page = client_of(astrid).get(reverse("municipality_journal", args=["arboga"])).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_the_number_of_statements_does_not_grow(client_of, astrid, arboga, now):
    client = client_of(astrid)
    counts = []
    for more in (2, 200):
        _write(astrid, arboga, now, count=more)
        with count_statements() as statements:
            assert client.get(reverse("municipality_journal", args=["arboga"])).status_code == 200
        counts.append(len(statements.of_page))
    assert counts[0] == counts[1] <= 3


def test_every_event_that_code_records_has_words(settings):
    recorded = re.compile(r"""journal\.record(?:_about)?\(\s*[\w.]+,\s*"([a-z_]+\.[a-z_]+)\"""")
    found = {
        name
        for package in ("accounts", "evaluations", "followup", "kompass_site")
        for path in (settings.BASE_DIR / package).rglob("*.py")
        for name in recorded.findall(path.read_text(encoding="utf-8"))
    }
    assert found
    assert found <= set(WORDS)


def test_every_event_of_the_glossary_has_words(settings):
    glossary = (settings.BASE_DIR / "docs" / "glossary.md").read_text(encoding="utf-8")
    for name in WORDS:
        assert f"`{name}`" in glossary, name


def test_codes_and_rows_of_the_database_stay_out_of_the_readers_sight(client_of, astrid, arboga, now):
    row = "01a201a1-14cf-774a-9686-01b29a7ea369"
    with factories.as_actor(astrid, arboga.slug) as actor:
        told = {"decision": ["", "act"], "sha256": "d75f", "role": "coordinator", "state": ["draft", "adopted"]}
        journal.record(actor, "decision.made", arboga, now=now, municipality=arboga.pk, subject=row, **told)
    page = client_of(astrid).get(reverse("municipality_journal", args=["arboga"]))
    [event] = page.context["events"]
    assert event.text == "tog ställning till en förbättringsmöjlighet"
    assert set(event.body.split("; ")) == {
        "ställningstagande: – → åtgärdas",
        "roll: samordnare",
        "läge: utkast → antagen",
    }


def test_the_filter_finds_the_words_that_the_page_shows(client_of, astrid, arboga, now):
    _write(astrid, arboga, now, subject="arboga.txt")
    client, address = client_of(astrid), reverse("municipality_journal", args=["arboga"])
    for query in ("laddade upp", "arboga.txt"):
        assert len(client.get(address, {"q": query}).context["events"]) == 1
    assert client.get(address, {"q": "uploaded"}).context["events"] == []
