"""«Ställningstaganden» as a page."""

from datetime import date

import pytest

from accounts.models import Role
from followup.models import Action, Decision, DecisionKind, PlanState
from tests import factories
from tests.conftest import count_statements
from tests.factories import in_scope
from tests.factories.followup import action, decision, plan, published_case

PAGE = "/arboga/stallningstaganden/"


@pytest.fixture(autouse=True)
def _clock(clock):
    """The page's today is the tests'."""


@pytest.fixture
def client(client_of, astrid):
    return client_of(astrid)


def post(client, finding, **given):
    return client.post(f"{PAGE}{finding.key}/", {"version": "0", **given})


def rows(town, model, *names):
    with in_scope(factories.scopes.Scope(municipality=town.pk)):
        return list(model.objects.order_by("id").values_list(*names))


def test_the_list_shows_every_improvement_opportunity_by_area_and_the_first_one_left(client, findings):
    body = client.get(PAGE).content.decode()
    assert "2 av 2 förbättringsmöjligheter saknar ställningstagande." in body
    assert "<blockquote><p>Följ upp målen oftare.</p></blockquote>" in body
    assert "Låt invånarna påverka budgeten." in body


def test_saving_goes_to_the_next_one_by_itself(client, arboga, findings, astrid):
    answer = post(client, findings[0], kind="decline", reason="Regionen gör det.")
    assert (answer.status_code, answer.url) == (302, f"{PAGE}{findings[1].key}/#val")
    assert rows(arboga, Decision, "kind", "reason", "by_id") == [("decline", "Regionen gör det.", astrid.pk)]


def test_after_the_last_one_the_page_says_that_all_are_decided(client, findings):
    post(client, findings[0], kind="decline", reason="Nej.")
    answer = post(client, findings[1], kind="wait", wait_choice="2027-08-31")
    assert answer.url == PAGE
    body = client.get(PAGE).content.decode()
    assert "Alla 2 förbättringsmöjligheter har ett ställningstagande." in body


def test_to_be_acted_on_makes_the_action_at_once(client, arboga, bo, findings):
    unit = factories.unit(arboga)
    post(
        client,
        findings[0],
        kind="act",
        title="Följ upp varje månad",
        owner="Bo Ek",
        unit=str(unit.pk),
        due_choice="2027-08-31",
        once_key="k1",
    )
    with in_scope(factories.scopes.Scope(municipality=arboga.pk)):
        made = Action.objects.select_related("owner").get()
    assert (made.title, made.owner.user_id, made.unit_id, made.due) == (
        "Följ upp varje månad",
        bo.pk,
        unit.pk,
        date(2027, 8, 31),
    )


def test_a_name_that_is_no_member_stands_as_text(client, arboga, findings):
    answer = client.post(
        f"{PAGE}{findings[0].key}/",
        {"version": "0", "kind": "act", "title": "Mät", "owner": "Ekonomichefen"},
        follow=True,
    )
    assert "Ekonomichefen står som ansvarig med namn, utan konto." in answer.content.decode()
    assert rows(arboga, Action, "owner_id", "owner_text") == [(None, "Ekonomichefen")]


def test_pressed_twice_makes_one_action(client, arboga, findings):
    given = {"kind": "act", "title": "Mät", "once_key": "k1"}
    first, second = (post(client, findings[0], **given) for _each in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert len(rows(arboga, Action, "id")) == 1


def test_without_a_title_the_decision_is_made_alone(client, arboga, findings):
    post(client, findings[0], kind="act", title="")
    assert rows(arboga, Decision, "kind") == [("act",)]
    assert rows(arboga, Action, "id") == []


def test_two_who_decide_at_once_choose_between_both(client, client_of, arboga, findings):
    other = factories.person("anna@arboga.example")
    factories.membership(other, Role.COORDINATOR, arboga, name="Anna Vik")
    post(client_of(other), findings[0], kind="decline", reason="Regionen gör det.")
    given = {"kind": "wait", "wait_choice": "2027-08-31", "once_key": "k1"}
    both = post(client, findings[0], **given)
    body = both.content.decode()
    assert both.status_code == 409
    assert "Anna Vik" in body
    assert "Åtgärdas inte: Regionen gör det." in body
    assert "Avvakta till 31 augusti 2027" in body.replace("\xa0", " ")

    theirs = post(client, findings[0], **given, **{"decision-choice": "theirs"})
    assert theirs.status_code == 302
    assert rows(arboga, Decision, "kind") == [("decline",)]

    post(client, findings[0], **(given | {"version": "1", "decision-choice": "yours"}))
    assert rows(arboga, Decision, "kind", "is_current") == [("decline", False), ("wait", True)]


def test_a_decision_can_be_changed_and_who_decided_what_is_told(client, findings):
    post(client, findings[0], kind="decline", reason="Regionen gör det.")
    post(client, findings[0], version="1", kind="already_done", done_what="Rutin.", done_on="2027-02-01")
    body = client.get(f"{PAGE}{findings[0].key}/").content.decode().replace("\xa0", " ")
    assert "Redan genomfört 1 februari 2027: Rutin." in body
    assert "Åtgärdas inte: Regionen gör det." in body
    assert "Astrid Lund, 15 mars 2027 kl. 09.00" in body


def test_what_is_missing_is_asked_for_beside_its_field(client, findings):
    body = post(client, findings[0], kind="wait").content.decode()
    assert "Ange datumet ni avvaktar till." in body
    assert "Välj ett av de fyra." in post(client, findings[0]).content.decode()


def test_an_open_action_holds_the_decision(client, arboga, findings):
    post(client, findings[0], kind="act", title="Mät")
    answer = post(client, findings[0], version="1", kind="decline", reason="Nej.")
    assert "öppen åtgärd som inte svarar mot något annat" in answer.content.decode()


def test_a_passed_wait_is_left_again(client, draft, findings, version, astrid):
    decision(draft, findings[0], version, astrid, kind=DecisionKind.WAIT, wait_until=date(2027, 3, 14))
    body = client.get(PAGE).content.decode().replace("\xa0", " ")
    assert "2 av 2 förbättringsmöjligheter saknar ställningstagande." in body
    assert "Ni avvaktade till 14 mars 2027. Ta ställning på nytt." in body


def test_ledning_and_owner_read_without_a_form(client_of, lena, bo, findings):
    for person in (lena, bo):
        body = client_of(person).get(f"{PAGE}{findings[0].key}/").content.decode()
        assert "decision-form" not in body
        assert post(client_of(person), findings[0], kind="act").status_code == 403


def test_a_reader_is_led_to_the_adopted_plan(client_of, birgit, arboga, version, findings):
    reader = client_of(birgit)
    assert "Handlingsplanen är inte antagen ännu" in reader.get(PAGE).content.decode()
    plan(version.evaluation, state=PlanState.ADOPTED)
    assert reader.get(PAGE).url == "/arboga/handlingsplan/antagen/"


def test_a_closed_plan_is_read_only(client, version, findings):
    plan(version.evaluation, state=PlanState.CLOSED)
    body = client.get(PAGE).content.decode()
    assert "decision-form" not in body
    assert "Handlingsplanen är avslutad." in body


def test_strangers_and_foreign_ones_are_not_found(client, client_of, cecilia, boden, ulla, findings):
    from tests.factories.followup import improvements

    foreign = improvements(published_case(boden, ulla, "KK-2026-002"))[0]
    assert client.get(f"{PAGE}{foreign.key}/").status_code == 404
    assert post(client, foreign, kind="act").status_code == 404
    assert client_of(cecilia).get(PAGE).status_code == 404


def test_before_the_first_result_the_page_says_what_comes(client):
    assert "Det finns inget att ta ställning till ännu" in client.get(PAGE).content.decode()


def test_the_page_asks_as_much_for_many_as_for_few(client, client_of, arboga, ulla, astrid):
    def fill(number, year, count):
        made = published_case(
            arboga, ulla, number, year=year, words=tuple(f"Förbättra nummer {each}." for each in range(count))
        )
        work = plan(made.evaluation)
        from tests.factories.followup import improvements

        for each, finding in enumerate(improvements(made)[:-1]):
            decision(work, finding, made, astrid)
            action(work, year + each, findings=(finding,))

    fill("KK-2024-001", 2024, 2)
    fill("KK-2026-001", 2026, 100)
    for number in range(3):
        person = factories.person(f"m{number}@arboga.example")
        factories.membership(person, Role.ACTION_OWNER, arboga)
    client.get(PAGE)
    with count_statements() as few:
        assert client.get(PAGE + "?utvardering=KK-2024-001").status_code == 200
    with count_statements() as many:
        assert client.get(PAGE).status_code == 200
    assert len(few.of_page) == len(many.of_page)
    assert len(many.of_page) <= 10, many
