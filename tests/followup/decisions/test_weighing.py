"""Points to win, weighing beside a decision and in the matrix, and what recurs."""

import pytest

from accounts.tenancy import Scope
from followup.models import Action, ActionStatus, DecisionKind, FindingEstimate, Recurrence
from tests.conftest import count_statements
from tests.factories import in_scope
from tests.factories.followup import action, decision, estimate, improvements, plan, published_case, recurrence

PAGE = "/arboga/stallningstaganden/"


@pytest.fixture(autouse=True)
def _clock(clock):
    """The page's today is the tests'."""


@pytest.fixture
def client(client_of, astrid):
    return client_of(astrid)


@pytest.fixture
def older(arboga, ulla):
    return published_case(arboga, ulla, "KK-2022-001", year=2022, words=("Mät målen.", "Fråga invånarna."))


def rows(town, model, *names):
    with in_scope(Scope(municipality=town.pk)):
        return list(model.objects.order_by("id").values_list(*names))


def assess(client, finding, **given):
    sent = {"effort": "low", "expected_effect": "high", "was-effort": "", "was-expected_effect": ""}
    return client.post(f"{PAGE}{finding.key}/bedomning/", sent | given)


def test_what_is_weighed_beside_the_decision_is_kept(client, arboga, findings):
    assert "poäng att vinna i området" in client.get(PAGE).text
    answer = assess(client, findings[0])
    assert (answer.status_code, answer.url) == (302, f"{PAGE}{findings[0].key}/#val")
    assert rows(arboga, FindingEstimate, "effort", "expected_effect") == [("low", "high")]
    body = client.get(answer.url).text
    assert "Bedömningen är sparad: arbetsinsats låg, förväntad effekt hög." in body
    assert '<option value="low" selected>' in body


def test_what_is_weighed_is_kept_with_the_decision_and_goes_on_to_its_action(client, arboga, findings):
    given = {"kind": "act", "title": "Mät svarstiderna", "version": "0", "once_key": "k1", "due_choice": ""}
    weighed = {"effort": "low", "expected_effect": "high", "was-effort": "", "was-expected_effect": ""}
    unfinished = client.post(f"{PAGE}{findings[0].key}/", weighed | {"once_key": "k0"})
    assert unfinished.status_code == 422
    assert '<option value="low" selected>' in unfinished.text
    client.post(f"{PAGE}{findings[0].key}/", given | weighed)
    assert rows(arboga, FindingEstimate, "effort", "expected_effect") == [("low", "high")]
    assert rows(arboga, Action, "title", "effort", "expected_effect") == [("Mät svarstiderna", "low", "high")]


def test_the_matrix_shows_each_in_its_cell_and_moves_it(client, draft, findings):
    estimate(draft, findings[0])
    page = client.get(f"{PAGE}matris/")
    matrix = page.context["matrix"]
    assert [chip.title for chip in matrix.rows[0].cells[0].chips] == ["Följ upp målen oftare."]
    assert [chip.title for chip in matrix.tray.chips] == ["Låt invånarna påverka budgeten."]
    (chip,) = matrix.tray.chips
    moved = client.post(chip.post_url, {"effort": "high", "expected_effect": "low"}, headers={"HX-Request": "true"})
    assert moved.status_code == 200
    assert "Bedömningen är sparad" in moved.text
    assert client.post(chip.post_url, {"effort": "high", "expected_effect": "low"}).url == f"{PAGE}matris/"
    assert not client.get(f"{PAGE}matris/").context["matrix"].tray.chips
    opened = client.get(f"{PAGE}matris/?bedom={findings[1].key}").context["matrix"]
    assert opened.chosen.key == f"fynd-{findings[1].key}"


def test_two_who_weigh_at_once_choose_between_both(client, findings):
    assess(client, findings[0])
    assert assess(client, findings[0], effort="high", expected_effect="").status_code == 409


def test_an_odd_value_is_refused_where_it_was_sent(client, arboga, findings):
    assert assess(client, findings[0], effort="huge").status_code == 302
    refused = client.post(f"{PAGE}{findings[0].key}/bedomning/", {"effort": "huge"}, headers={"HX-Request": "true"})
    assert refused.status_code == 409
    assert rows(arboga, FindingEstimate, "id") == []


def test_a_linked_one_says_what_was_done_the_last_time(client, arboga, findings, older, astrid):
    first = improvements(older)[0]
    then = plan(older.evaluation)
    decision(then, first, older, astrid)
    action(then, 7, title="Mätte målen", status=ActionStatus.EFFECT_SHOWN, findings=(first,))
    url = f"{PAGE}{findings[0].key}/aterkommande/"
    body = client.get(url).text
    assert "Samma område" in body
    assert body.index("Mät målen.") < body.index("Fråga invånarna.")
    assert "Fråga invånarna." not in client.get(f"{url}?text=målen").text
    answer = client.post(url, {"earlier": str(first.key), "do": "link"})
    assert (answer.status_code, answer.url) == (302, f"{PAGE}{findings[0].key}/#val")
    body = client.get(answer.url).text
    assert "Påpekades även 2022:" in body
    assert "Å-7 Mätte målen" in body
    assert "Svarstiden har halverats." in body
    assert "Påpekades även 2022" in client.get("/arboga/resultat/2026/").text
    assert client.get(f"{PAGE}?visa=aterkommande").context["page"].listed[0].key == str(findings[0].key)
    client.post(url, {"earlier": str(first.key), "do": "unlink"})
    assert rows(arboga, Recurrence, "id") == []


def test_the_action_tells_what_was_pointed_out_before(client, draft, findings, older, astrid):
    recurrence(findings[0], improvements(older)[0], astrid)
    action(draft, 1, findings=(findings[0],))
    assert "Påpekades även 2022" in client.get("/arboga/handlingsplan/1/").text


def test_others_read_and_strangers_and_foreign_ones_are_not_found(
    client, client_of, lena, bo, cecilia, boden, ulla, findings
):
    foreign = improvements(published_case(boden, ulla, "KK-2022-002", year=2022))[0]
    recurring = f"{PAGE}{findings[0].key}/aterkommande/"
    for key in (foreign.key, "00000000-0000-7000-8000-00000000000f"):
        assert client.post(recurring, {"earlier": str(key)}).status_code == 404
    assert client.post(recurring, {"earlier": "nonsens"}).status_code == 302
    assert client.get(f"{PAGE}{foreign.key}/aterkommande/").status_code == 404
    assert assess(client, foreign).status_code == 404
    for person in (lena, bo):
        other = client_of(person)
        matrix = other.get(f"{PAGE}matris/")
        assert matrix.status_code == 200
        assert not matrix.context["matrix"].can_move
        assert other.get(recurring).status_code == 403
        assert assess(other, findings[0]).status_code == 403
    assert client_of(cecilia).get(f"{PAGE}matris/").status_code == 404
    assert client.get(f"{PAGE}{findings[0].key}/bedomning/").status_code == 405


def test_a_reader_is_led_to_the_adopted_plan(client_of, birgit, findings):
    assert "Handlingsplanen är inte antagen ännu" in client_of(birgit).get(f"{PAGE}matris/").text


def test_the_list_is_by_points_or_by_area_and_the_next_follows_it(client, findings):
    page = client.get(f"{PAGE}?ordning=poang").context["page"]
    assert [group.title for group in page.groups] == ["Efter poäng att vinna"]
    assert {item.points for item in page.listed} == {40}
    sent = {"version": "0", "kind": "decline", "reason": "Nej."}
    answer = client.post(f"{PAGE}{findings[0].key}/?ordning=poang", sent)
    assert answer.url == f"{PAGE}{findings[1].key}/?ordning=poang#val"


def test_the_pages_ask_as_much_for_many_as_for_few(client, arboga, ulla, astrid, older):
    before = improvements(older)
    then = plan(older.evaluation)
    decision(then, before[0], older, astrid)
    action(then, 900, findings=(before[0],))

    def fill(number, year, count):
        made = published_case(
            arboga, ulla, number, year=year, words=tuple(f"Förbättra nummer {each}." for each in range(count))
        )
        work = plan(made.evaluation)
        for each, finding in enumerate(improvements(made)):
            decision(work, finding, made, astrid, kind=DecisionKind.ACT)
            estimate(work, finding)
            recurrence(finding, before[0], astrid)
            action(work, year + each, findings=(finding,))
        return improvements(made)[0].key

    few, many = fill("KK-2024-001", 2024, 2), fill("KK-2026-001", 2026, 200)
    case = "?utvardering=KK-2024-001"
    client.get(PAGE)
    for small, large in ((f"{few}/{case}", f"{many}/"), (f"matris/{case}", "matris/")):
        counted = []
        for address in (small, large):
            with count_statements() as statements:
                assert client.get(PAGE + address).status_code == 200
            counted.append(len(statements.of_page))
        assert counted[0] == counted[1] <= 10, statements
