"""Decisions after a correction of the result."""

import pytest

from accounts.tenancy import Scope
from evaluations.models import DraftFinding, Finding, FindingKind
from followup.models import Decision, DecisionKind
from tests.evaluations.results.published import corrected, published
from tests.factories import ADMIN, in_scope
from tests.factories.followup import decision, plan

PAGE = "/arboga/stallningstaganden/"


@pytest.fixture
def found(arboga, sara, astrid, now, clock):
    """Two improvement opportunities, both decided; then a correction that words the first anew and drops the second."""
    version = published(arboga, "KK-2027-101", sara, now)
    with in_scope(ADMIN):
        drafts = DraftFinding.objects.filter(evaluation=version.evaluation, kind=FindingKind.IMPROVEMENT)
        first, second = drafts.order_by("position")
    with in_scope(Scope(municipality=arboga.pk)):
        rows = [Finding.objects.get(key=each.key) for each in (first, second)]
    work = plan(version.evaluation)
    for row in rows:
        decision(work, row, version, astrid, kind=DecisionKind.DECLINE, reason="Regionen gör det.")
    with in_scope(ADMIN):
        DraftFinding.objects.filter(pk=first.pk).update(text="Nya ord.")
        DraftFinding.objects.filter(pk=second.pk).delete()
    corrected(version, sara, now, "Fel ord.")
    return rows


def test_changed_words_are_marked_until_confirmed(client_of, astrid, arboga, found):
    client = client_of(astrid)
    body = client.get(PAGE).content.decode()
    assert "1 av 1 förbättringsmöjlighet saknar ställningstagande." in body
    assert "Lydelsen har rättats sedan ställningstagandet" in body
    assert "<q>improvement 1</q>" in body
    given = {"version": "1", "kind": "decline", "reason": "Regionen gör det."}
    assert client.post(f"{PAGE}{found[0].key}/", given).status_code == 302
    assert "har ett ställningstagande" in client.get(PAGE).content.decode()
    with in_scope(Scope(municipality=arboga.pk)):
        rows = (
            Decision.objects.filter(finding=found[0]).order_by("version").values_list("made_on__number", "is_current")
        )
        assert list(rows) == [(1, False), (2, True)]


def test_a_removed_one_is_read_only(client_of, astrid, found):
    client = client_of(astrid)
    body = client.get(f"{PAGE}{found[1].key}/").content.decode()
    assert "Borttagen i version 2" in body
    assert "improvement 2" in body
    assert "decision-form" not in body
    answer = client.post(f"{PAGE}{found[1].key}/", {"kind": "act", "version": "1"}, follow=True)
    assert "Förbättringsmöjligheten ingår inte i det resultat" in answer.content.decode()
