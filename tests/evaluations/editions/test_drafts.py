"""An edition that is not there yet: a draft of a report's overview, its change, its second administrator."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client

from accounts import outbox
from accounts.editing import Edit
from accounts.errors import NotPermitted
from accounts.models import Event, Municipality, Role, User
from accounts.tenancy import Scope
from evaluations.importing import accepting, editions
from evaluations.importing.editions.drafting import EditionKeyTaken, EditionKeyWrong, HighestPointsMissing
from evaluations.models import (
    Area,
    Edition,
    EditionState,
    ProposedArea,
    ProposedSubarea,
    ReportImport,
    Subarea,
)
from evaluations.publication import EditionNotPublished, publish
from evaluations.rubrics import asking, changing, publishing
from evaluations.rubrics.refusals import (
    EditionFixed,
    EditionHasChanged,
    SecondAdministratorNeeded,
    WrongHighestPoints,
)
from evaluations.rubrics.sums import sums_of
from tests import factories
from tests.factories import ADMIN, in_scope
from tests.statements import count_statements

TITLES = ("Samspel", "Dialog", "Styrning", "Kostnadskoll", "Brukare", "Kvalitet", "Personal", "Näringsliv")


def _propose(report_import: ReportImport) -> None:
    """Eight areas of two sub-areas of 50 points; 1.1 is titled as in the edition of 2021."""
    known = Subarea.objects.get(edition__key="2021", code="1.1").title
    for number, title in enumerate(TITLES, start=1):
        ProposedArea.objects.create(
            report_import=report_import, area_number=number, title=title, achieved=40, maximum=100
        )
        for place in (1, 2):
            ProposedSubarea.objects.create(
                report_import=report_import,
                area_number=number,
                position=place,
                code=f"{number}.{place}",
                title=known if (number, place) == (1, 1) else f"{title} i del {place}",
                achieved=20,
                maximum=50,
            )


@pytest.fixture
def proposal(sara: User, arboga: Municipality) -> ReportImport:
    """SKR's import of a report of 2018 whose edition nobody has."""
    made = factories.report_import(sara, of=arboga, year=2018)
    with in_scope(ADMIN):
        _propose(made)
    return made


@pytest.fixture
def stina(db: None) -> User:
    """A second administrator at SKR."""
    made = factories.person("stina@skr.example")
    factories.membership(made, Role.SKR_ADMIN, name="Stina Ek")
    return made


@pytest.fixture
def draft(proposal: ReportImport, sara: User, now: datetime) -> Edition:
    """The draft that Sara makes of it."""
    with factories.as_actor(sara, "skr") as by:
        return editions.draft_edition_from(by, proposal, "2018", "Kommunkompassen 2018", now=now)


def test_a_draft_has_the_overviews_headings_and_the_import_stands_on_it(
    draft: Edition, proposal: ReportImport, sara: User
) -> None:
    with in_scope(ADMIN):
        assert (draft.key, draft.state, draft.made_by_id, draft.areas_only) == ("2018", "draft", sara.pk, False)
        assert list(Area.objects.filter(edition=draft).values_list("title", flat=True)) == list(TITLES)
        assert sum(part.max_points for part in Subarea.objects.filter(edition=draft)) == 800
        assert ReportImport.objects.get(pk=proposal.pk).edition_id == draft.pk
        rows = ProposedSubarea.objects.filter(report_import=proposal).select_related("subarea")
        assert all(row.subarea and (row.subarea.code, row.subarea.title) == (row.code, row.title) for row in rows)
        assert all(row.area for row in ProposedArea.objects.filter(report_import=proposal).select_related("area"))
        lineage = Subarea.objects.get(edition__key="2021", code="1.1").lineage
        assert Subarea.objects.get(edition=draft, code="1.1").lineage == lineage
        others = Subarea.objects.filter(edition=draft).exclude(code="1.1").values_list("lineage", flat=True)
        assert not Subarea.objects.exclude(edition=draft).filter(lineage__in=list(others)).exists()


def test_pressed_twice_it_changes_nothing(draft: Edition, proposal: ReportImport, sara: User, now: datetime) -> None:
    with factories.as_actor(sara, "skr") as by:
        again = editions.draft_edition_from(by, proposal, "2019", "En annan", now=now)
        assert again.pk == draft.pk
        assert Edition.objects.filter(state=EditionState.DRAFT).count() == 1
        assert Event.objects.filter(verb="edition.drafted").count() == 1


@pytest.mark.parametrize(
    ("key", "refusal"), [("2021", EditionKeyTaken), ("", EditionKeyWrong), ("../x", EditionKeyWrong)]
)
def test_a_key_that_is_taken_or_none_is_refused(
    key: str, refusal: type[Exception], proposal: ReportImport, sara: User, now: datetime
) -> None:
    with factories.as_actor(sara, "skr") as by, pytest.raises(refusal):
        editions.draft_edition_from(by, proposal, key, "Kommunkompassen", now=now)


def test_highest_points_that_nobody_knows_are_asked_for(proposal: ReportImport, sara: User, now: datetime) -> None:
    with factories.as_actor(sara, "skr") as by:
        ProposedSubarea.objects.filter(code="3.2").update(maximum=None)
        with pytest.raises(HighestPointsMissing, match=r"3\.2"):
            editions.draft_edition_from(by, proposal, "2018", "Kommunkompassen 2018", now=now)


def test_titles_without_numbers_get_their_places(proposal: ReportImport, sara: User, now: datetime) -> None:
    with factories.as_actor(sara, "skr") as by:
        ProposedSubarea.objects.update(code="")
        made = editions.draft_edition_from(by, proposal, "2018", "Kommunkompassen 2018", now=now)
        codes = Subarea.objects.filter(edition=made, area__number=2).values_list("code", flat=True)
        assert list(codes) == ["2.1", "2.2"]


def test_by_the_page(proposal: ReportImport, sara: User, client_of: Callable[[User], Client]) -> None:
    desk = client_of(sara)
    page = desk.get("/skr/importer/1/").content.decode()
    assert 'id="utgava"' in page
    assert 'value="2018"' in page
    for _press in range(2):
        answer = desk.post("/skr/importer/1/utgava/", {"key": "2018", "name": "Kommunkompassen 2018"})
        assert (answer.status_code, answer["Location"]) == (302, "/skr/kriterier/2018/")
    assert desk.post("/skr/importer/1/utgava/", {"key": "2021", "name": "x"}).status_code == 302


def test_a_draft_is_seen_by_skr_only(draft: Edition, proposal: ReportImport) -> None:
    with in_scope(Scope()):
        assert not Edition.objects.filter(pk=draft.pk).exists()
    with in_scope(Scope(house="evaluator")):
        assert Edition.objects.filter(pk=draft.pk).exists()


def test_titles_and_points_of_a_draft_are_changed_by_a_form(
    draft: Edition, sara: User, client_of: Callable[[User], Client]
) -> None:
    desk = client_of(sara)
    with in_scope(ADMIN):
        part = Subarea.objects.get(edition=draft, code="2.1")
    name = f"s{part.pk}-title"
    form = {"name": draft.name, name: "Invånardialog", f"was-{name}": part.title, f"s{part.pk}-points": "49,5"}
    assert desk.get("/skr/kriterier/2018/andra/").status_code == 200
    for _press in range(2):
        assert desk.post("/skr/kriterier/2018/andra/", form).status_code == 302
    with in_scope(ADMIN):
        part.refresh_from_db()
        assert (part.title, part.max_points) == ("Invånardialog", Decimal("49.5"))
        assert Event.objects.filter(verb="edition.changed").count() == 1
    assert desk.post("/skr/kriterier/2018/andra/", {f"s{part.pk}-points": "0"}).status_code == 422
    clash = desk.post("/skr/kriterier/2018/andra/", {name: "Mitt", f"was-{name}": "Något gammalt"})
    assert clash.status_code == 409


def test_what_does_not_add_up_is_told(draft: Edition) -> None:
    with in_scope(ADMIN):
        Subarea.objects.filter(edition=draft, code="2.1").update(max_points=45)
        Subarea.objects.filter(edition=draft, code="3.1").update(number=3, code="3.3")
        areas = list(Area.objects.filter(edition=draft).order_by("number"))
        areas[7].max_points = Decimal(90)
        by_area = {
            area.number: list(Subarea.objects.filter(edition=draft, area=area).order_by("number")) for area in areas
        }
        sums = sums_of(areas, by_area)
    assert sums.total == 790
    assert len(sums.remarks) == 5
    assert "3.1" in " ".join(sums.remarks)


def test_a_second_administrator_publishes_it_and_nothing_changes_it_after(
    draft: Edition, sara: User, stina: User, now: datetime
) -> None:
    with factories.as_actor(sara, "skr") as by, pytest.raises(SecondAdministratorNeeded):
        publishing.publish_edition(by, draft, version=draft.version, now=now)
    with factories.as_actor(stina, "skr") as by:
        with pytest.raises(EditionHasChanged):
            publishing.publish_edition(by, draft, version=draft.version + 1, now=now)
        for _press in range(2):
            made = publishing.publish_edition(by, draft, version=draft.version, now=now)
        assert (made.state, made.published_by_id, made.published_at) == ("published", stina.pk, now)
        assert Event.objects.filter(verb="edition.published").count() == 1
        with pytest.raises(EditionFixed):
            changing.change_draft(by, made, Edit({}, {"name": "Annat"}), now=now)
    refused = pytest.raises(IntegrityError, match="A published edition never changes")
    with in_scope(ADMIN), refused, transaction.atomic():
        Subarea.objects.filter(edition=draft).update(max_points=1)
    with factories.as_actor(stina, "skr") as by:
        for _press in range(2):
            assert publishing.retire_edition(by, made, now=now).state == "retired"


def test_who_changed_the_draft_last_does_not_publish_it_either(
    draft: Edition, sara: User, stina: User, client_of: Callable[[User], Client], now: datetime
) -> None:
    desk = client_of(stina)
    with factories.as_actor(stina, "skr") as by:
        changing.change_draft(by, draft, Edit({}, {"name": "Utgåvan 2018"}), now=now)
        draft.refresh_from_db()
        with pytest.raises(SecondAdministratorNeeded):
            publishing.publish_edition(by, draft, version=draft.version, now=now)
    assert "publicera/" not in desk.get("/skr/kriterier/2018/").content.decode()
    with factories.as_actor(sara, "skr") as by:
        with pytest.raises(SecondAdministratorNeeded):
            publishing.publish_edition(by, draft, version=draft.version, now=now)
        changing.change_draft(by, draft, Edit({}, {"name": "Utgåva 2018"}), now=now)
        draft.refresh_from_db()
    with in_scope(ADMIN), pytest.raises(IntegrityError, match="no_changer"), transaction.atomic():
        Edition.objects.filter(pk=draft.pk).update(published_by=stina, changed_by=stina)
    with factories.as_actor(stina, "skr") as by:
        assert publishing.publish_edition(by, draft, version=draft.version, now=now).published_by_id == stina.pk


def test_wrong_points_are_refused(draft: Edition, sara: User, now: datetime) -> None:
    with factories.as_actor(sara, "skr") as by:
        part = Subarea.objects.get(edition=draft, code="1.1")
        for wrong in ("0", "-1", "mycket", "10000", "1,0001", "NaN"):
            with pytest.raises(WrongHighestPoints):
                changing.change_draft(by, draft, Edit({}, {f"s{part.pk}-points": wrong}), now=now)


def test_the_maker_asks_the_others_once(
    draft: Edition, sara: User, stina: User, client_of: Callable[[User], Client], now: datetime
) -> None:
    desk = client_of(sara)
    for _press in range(2):
        assert desk.post("/skr/kriterier/2018/fraga/").status_code == 302
    outbox.run_due()
    assert [each.to for each in mail.outbox] == [["stina@skr.example"]]
    assert "/skr/kriterier/2018/" in mail.outbox[0].body
    page = client_of(stina).get("/skr/kriterier/2018/").content.decode()
    assert 'action="/skr/kriterier/2018/publicera/"' in page
    assert 'action="/skr/kriterier/2018/publicera/"' not in desk.get("/skr/kriterier/2018/").content.decode()


def test_a_name_of_two_lines_is_one_line_in_the_mail(
    proposal: ReportImport, sara: User, stina: User, now: datetime
) -> None:
    with factories.as_actor(sara, "skr") as by:
        draft = editions.draft_edition_from(by, proposal, "2018", "Utgåva\r\nBcc: x@y.example", now=now)
        assert draft.name == "Utgåva Bcc: x@y.example"
        changing.change_draft(by, draft, Edit({}, {"name": "Utgåvan\nBcc: x@y.example"}), now=now)
        draft.refresh_from_db()
        asking.ask_publication(by, draft, now=now)
    outbox.run_due(lambda: now)
    assert [(each.to, each.subject.splitlines()) for each in mail.outbox] == [
        (["stina@skr.example"], [mail.outbox[0].subject])
    ]
    assert "Utgåvan Bcc" in mail.outbox[0].subject


def test_pages_of_a_draft_in_few_statements(draft: Edition, stina: User, client_of: Callable[[User], Client]) -> None:
    client = client_of(stina)
    with count_statements() as statements:
        page = client.get("/skr/kriterier/2018/").content.decode()
    assert len(statements.of_page) <= 6
    assert 'href="/skr/importer/1/"' in page
    with count_statements() as statements:
        client.get("/skr/kriterier/")
    assert len(statements.of_page) <= 2


def test_a_result_on_a_draft_waits_for_the_edition(
    draft: Edition,
    proposal: ReportImport,
    sara: User,
    ulla: User,
    stina: User,
    now: datetime,
    today: date,
    client_of: Callable[[User], Client],
) -> None:
    with factories.as_actor(sara, "skr") as by:
        made = accepting.accept_import(by, proposal, ulla.pk, now=now, today=today)
        assert made.edition_id == draft.pk
    with factories.as_actor(ulla, made.number) as by, pytest.raises(EditionNotPublished, match="Kommunkompassen 2018"):
        publish(made, by, now=now, today=today, version=made.version)
    page = client_of(stina).get(f"/utvarderingar/{made.number}/").content.decode()
    assert "/skr/kriterier/2018/" in page
    with factories.as_actor(stina, "skr") as by:
        publishing.publish_edition(by, draft, version=draft.version, now=now)
    with factories.as_actor(ulla, made.number) as by:
        assert publish(made, by, now=now, today=today, version=made.version).edition_id == draft.pk


@pytest.fixture
def own(astrid: User, arboga: Municipality) -> ReportImport:
    """Arboga's own import of the same kind."""
    made = factories.report_import(astrid, number=1, of=arboga, is_own=True, year=2018)
    with in_scope(Scope(municipality=arboga.pk)):
        _propose(made)
    return made


def test_a_municipality_asks_skr_once_and_gives_facts_only(
    own: ReportImport, astrid: User, sara: User, client_of: Callable[[User], Client]
) -> None:
    town = client_of(astrid)
    page = town.get("/arboga/importer/1/").content.decode()
    assert 'action="/arboga/importer/1/be-om-utgava/"' in page
    assert town.post("/arboga/importer/1/utgava/", {"key": "2018", "name": "x"}).status_code == 403
    for _press in range(2):
        assert town.post("/arboga/importer/1/be-om-utgava/").status_code == 302
    outbox.run_due()
    assert [each.to for each in mail.outbox] == [["sara@skr.example"]]
    assert "3.1 Styrning i del 1 (50)" in mail.outbox[0].body
    assert "= 800" in mail.outbox[0].body
    assert 'action="/arboga/importer/1/be-om-utgava/"' not in town.get("/arboga/importer/1/").content.decode()
    with factories.as_actor(sara, "skr") as by:
        assert not ReportImport.objects.visible_to(by).exists()


def test_publishing_matches_what_waits_in_each_scope(
    draft: Edition, own: ReportImport, arboga: Municipality, stina: User, now: datetime
) -> None:
    with in_scope(ADMIN):
        like = factories.report_import(stina, number=2, of=arboga, year=2018)
        _propose(like)
        unlike = factories.report_import(stina, number=3, of=arboga, year=2019)
        _propose(unlike)
        ProposedSubarea.objects.filter(report_import=unlike, area_number__gt=2).update(title="Något helt annat")
    with factories.as_actor(stina, "skr") as by:
        publishing.publish_edition(by, draft, version=draft.version, now=now)
    outbox.run_due(lambda: now)
    with in_scope(ADMIN):
        assert ReportImport.objects.get(pk=like.pk).edition_id == draft.pk
        assert ReportImport.objects.get(pk=unlike.pk).edition_id is None
        assert not ProposedSubarea.objects.filter(report_import=like, subarea=None).exists()
    with in_scope(Scope(municipality=arboga.pk)):
        assert ReportImport.objects.get(pk=own.pk).edition_id == draft.pk


@pytest.mark.parametrize("name", ["ulla", "astrid"])
def test_who_may_not(
    name: str, draft: Edition, proposal: ReportImport, request: pytest.FixtureRequest, now: datetime
) -> None:
    person = request.getfixturevalue(name)
    with factories.as_actor(person, "skr" if name == "ulla" else "arboga") as by:
        with pytest.raises(NotPermitted):
            editions.draft_edition_from(by, proposal, "2019", "x", now=now)
        with pytest.raises(NotPermitted):
            publishing.publish_edition(by, draft, version=1, now=now)
        with pytest.raises(NotPermitted):
            changing.change_draft(by, draft, Edit({}, {"name": "x"}), now=now)
