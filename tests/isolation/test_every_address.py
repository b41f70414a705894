"""Every address × role × own, foreign and unknown object × GET and POST, generated from the URLconf."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, path, reverse
from django.urls.resolvers import RegexPattern

from accounts.models import (
    Invitation,
    Membership,
    Municipality,
    MunicipalitySettings,
    ReaderSees,
    Role,
    Sharing,
    SharingLevel,
    Unit,
    UnitKind,
    User,
)
from accounts.permissions import needs, public
from accounts.roles import Part
from accounts.tenancy import Scope
from evaluations.models import (
    Evaluation,
    EvaluationState,
    ProposedArea,
    ProposedContradiction,
    ProposedFinding,
    ProposedSubarea,
    ProposedText,
    ReportImport,
    ReportPage,
)
from followup.models import Action, Attachment, Comment, Indicator, Measurement, Milestone
from tests import factories
from tests.isolation import addresses
from tests.isolation.addresses import HATS, Route

ROUTES = [route for route in addresses.routes() if route.name]


@dataclass(frozen=True)
class Sample:
    """Values of one parameter: one that the place owns, one of somebody else's, one that nobody has."""

    own: Any = None
    foreign: Any = None
    unknown: Any = None


@pytest.fixture
def world(people, arboga, boden, arboga_case, boden_case):
    """Both towns with what can be asked for, and a person for each role."""
    published = factories.evaluation(arboga, "KK-2026-001", state=EvaluationState.PUBLISHED, year=2026)
    factories.published_version(published, people.ulla, keys=(OWN,))
    hidden = []
    for town, number, by, keys in (
        (arboga, "E-2025-001", people.astrid, ()),
        (boden, "E-2025-002", people.cecilia, (FOREIGN,)),
    ):
        hidden.append(factories.evaluation(town, number, state=EvaluationState.PUBLISHED, year=2025, is_own=True))
        factories.published_version(hidden[-1], by, keys=keys)
    _plan(published, 1, factories.member_of(people.bo, arboga), helper=factories.member_of(people.astrid, arboga))
    _plan(hidden[1], 2, factories.member_of(people.cecilia, boden))
    for number, fields in enumerate(
        (
            {"by": people.sara},
            {"by": people.astrid, "of": arboga, "is_own": True},
            {"by": people.cecilia, "of": boden, "is_own": True},
            {"by": people.sara, "evaluation": arboga_case, "of": arboga},
        ),
        start=1,
    ):
        stored = factories.report_import(number=number, **fields).stored_name
        default_storage.delete(stored)
        default_storage.save(stored, ContentFile(b"%PDF-1.7"))
    for town, key, by in ((arboga, 9101, people.astrid), (boden, 9102, people.cecilia), (None, 9103, people.sara)):
        _belong(town, key, by)
    default_storage.delete(PICTURE)
    default_storage.save(PICTURE, ContentFile(b"PNG"))
    _propose(1, Scope(house="admin"))
    _propose(2, Scope(municipality=arboga.pk), is_own=True)
    _propose(3, Scope(municipality=boden.pk), is_own=True)
    _propose(4, Scope(evaluation=arboga_case.pk))
    return SimpleNamespace(people=_people_by_role(people, arboga_case))


def _plan(case: Evaluation, number: int, owner: Membership, helper: Membership | None = None) -> None:
    """A plan with one action of this number, owned; readers see the work as it stands."""
    plan = factories.plan(case)
    factories.plan_copy(plan, owner.user, number=number)
    action = factories.action(plan, number, owner=owner, helpers=(helper,) if helper else ())
    _hang(action, number, owner.user)
    shared = OWN if number == 1 else FOREIGN
    factories.saved_filter(case.municipality, owner.user, key=shared, is_shared=True)
    factories.check_in(plan, on=CHECK_IN_DAYS[number - 1], asks=(action,))
    for digit, verb in enumerate(("bulk_edit", "decide")):
        factories.bulk_change(plan, owner.user, verb=verb, key=PRESSES[digit][number - 1])
    with factories.in_scope(Scope(municipality=case.municipality_id)):
        MunicipalitySettings.objects.create(municipality_id=case.municipality_id, reader_sees=ReaderSees.ALL)


def _hang(action: Action, number: int, by: User) -> None:
    """A milestone, a comment and a file of the action, whose keys are its number and nine thousand one hundred."""
    common = {"id": 9100 + number, "municipality_id": action.municipality_id, "action": action}
    said = {"by": by, "by_name": "Nils", "at": datetime(2027, 1, 1, tzinfo=UTC)}
    stored = f"00/{number:048}"
    with factories.in_scope(Scope(municipality=action.municipality_id)):
        Milestone.objects.create(**common, position=1, title="Delmål")
        Comment.objects.create(**common, **said, text="Ett ord.")
        Attachment.objects.create(
            **common, **said, key=(OWN, FOREIGN)[number - 1], title="Fil", stored_name=stored, file_name="fil.pdf"
        )
        measured = Indicator.objects.create(**common, key=(OWN, FOREIGN)[number - 1], name="Svarstid")
        Measurement.objects.create(
            municipality_id=action.municipality_id,
            indicator=measured,
            key=measured.key,
            on="2027-01-01",
            value=7,
            **said,
        )
    default_storage.delete(stored)
    default_storage.save(stored, ContentFile(b"%PDF-1.7"))


def _belong(town: Municipality | None, key: int, by: User) -> None:
    """A member, an invitation and a unit under one key; Arboga shares its plan with SKR."""
    with factories.in_scope(Scope(municipality=town.pk) if town else factories.ADMIN):
        role = Role.READER if town else Role.SKR_EVALUATOR
        at = datetime(2999, 1, 1, tzinfo=UTC)
        Membership.objects.create(
            id=key, municipality=town, user=factories.person(f"nils{key}@example.se"), role=role, display_name="Nils",
            start="2020-01-01",
        )  # fmt: skip
        Invitation.objects.create(
            id=key, municipality=town, email="nils@example.se", display_name="Nils", role=role, token_hash=str(key),
            invited_by=by, invited_by_name="X", invited_at=at, expires_at=at, is_from_skr=town is None,
        )  # fmt: skip
        if town is not None:
            name = "Kommunledningen" if town.slug == "arboga" else "Tekniska kontoret"
            Unit.objects.create(id=key, municipality=town, name=name, kind=UnitKind.OTHER)
            Sharing.objects.create(
                municipality=town, level=SharingLevel.ALL if town.slug == "arboga" else SharingLevel.NONE
            )


def _propose(number: int, scope: Scope, **of: object) -> None:
    """One row of each kind in the proposal of an import, whose keys are its number and nine thousand."""
    with factories.in_scope(scope):
        common = {"id": 9000 + number, "report_import": ReportImport.objects.get(number=number, **of), "area_number": 1}
        ProposedArea.objects.create(**common, title="Område 1")
        ProposedSubarea.objects.create(**common, position=1, title="Delområde 1")
        ProposedFinding.objects.create(**common, kind="strength", position=1, text="Bra.")
        ProposedText.objects.create(**common, position=1, title="Allmänt", body="Text.")
        ProposedContradiction.objects.create(**common, kind="total", facts={})
        ReportPage.objects.create(report_import=common["report_import"], number=1, picture=PICTURE)


def _people_by_role(people, case: Evaluation) -> dict[str, Any]:
    vera = factories.person("vera@skr.example")
    factories.membership(vera, Role.SKR_EVALUATOR)
    factories.assignment(case, vera, Part.CO)
    peer = factories.person("peer@lund.example")
    factories.assignment(case, peer, Part.LEAD)
    gone = factories.person("gone@arboga.example")
    return {
        "administrator": people.sara, "evaluator on the case": vera, "evaluator not on the case": people.ulla,
        "peer on the case": peer, "samordnare": people.astrid, "ledning": people.lena, "åtgärdsansvarig": people.bo,
        "läsare": people.birgit, "deactivated": gone, "anonymous": None,
    }  # fmt: skip


PICTURE = f"00/{9:048}"  # a kept page of each import

# The keys of improvement opportunities.
OWN, FOREIGN, NOBODYS = (UUID(f"00000000-0000-7000-8000-00000000000{digit}") for digit in (1, 2, 3))
CHECK_IN_DAYS = (date(2027, 4, 30), date(2027, 8, 31))
A_FINDING = Sample(OWN, FOREIGN, NOBODYS)
# The keys of presses on many actions and on many improvement opportunities.
PRESSES = ((OWN, FOREIGN), (UUID(int=OWN.int + 16), UUID(int=FOREIGN.int + 16)))
AN_ACTION = Sample(1, 2, 999)
A_COPY = Sample(1, 2, 999)

SAMPLES: dict[tuple[str, str], Sample] = {
    ("municipality", "municipality"): Sample("arboga", "boden", "finns-inte"),
    ("case", "number"): Sample("KK-2027-001", "KK-2027-002", "KK-1999-001"),
    ("skr", "report"): Sample(1, 2, 999),
    ("skr", "key"): Sample("2021", None, "1905"),
    ("skr", "row"): Sample(9001, 9002, 999),
    ("skr", "sheet"): Sample(1, None, 999),
    ("skr", "area"): Sample(1),  # a number inside the import, nobody else's object
    ("skr", "pk"): Sample(9103, 9101, 999),
    ("skr_first_coordinator", "slug"): Sample("boden", None, "finns-inte"),
    ("shared_plan", "slug"): Sample("arboga", "boden", "finns-inte"),
    ("invitation", "token"): Sample(unknown="fel-nyckel"),
    ("case", "report"): Sample(4, 1, 999),
    ("case", "row"): Sample(9004, 9001, 999),
    ("case", "sheet"): Sample(1, None, 999),
    ("case", "area"): Sample(1),
    ("municipality", "report"): Sample(2, 3, 999),
    ("municipality", "row"): Sample(9002, 9003, 999),
    ("municipality", "sheet"): Sample(1, None, 999),
    ("municipality", "area"): Sample(1),
    ("municipality", "pk"): Sample(9101, 9102, 999),
    ("municipality", "finding"): A_FINDING,
    ("municipality", "day"): Sample(*map(str, CHECK_IN_DAYS), "1999-12-31"),
    ("municipality", "handle"): Sample("kommunledningen", "tekniska-kontoret", "finns-inte"),
    ("municipality", "year"): Sample(2026, None, 1999),
    ("municipality", "number"): Sample(1, None, 9),
    ("plan_copy_number", "number"): A_COPY,
    ("plan_changes", "number"): A_COPY,
    ("plan_copy_print", "number"): A_COPY,
    ("plan_copy_word", "number"): A_COPY,
    ("plan_copy_pdf", "number"): A_COPY,
    ("public", "slug"): Sample("arboga", "boden", "finns-inte"),
    ("public", "year"): Sample(2026, 2025, 1999),
    ("public", "number"): Sample(1, None, 9),
    ("public", "form"): Sample("json"),
    ("public", "uidb36"): Sample("1"),
    ("public", "pk"): Sample(1),
    ("api_token_revoke", "token"): Sample(unknown=999),
    ("public", "key"): Sample("set-password"),
    ("public", "name"): Sample(unknown="nobodys-mail"),
}


AT_AN_ACTION = [route.name for route in ROUTES if "/handlingsplan/<int:number>/" in route.pattern]
SAMPLES |= {(name, "number"): AN_ACTION for name in AT_AN_ACTION}
SAMPLES |= {(name, "row"): Sample(9101, 9102, 999) for name in ("milestone", "milestone_edit", "comment_withdraw")}
SAMPLES |= {
    (name, "key"): A_FINDING
    for name in (
        *("attachment_file", "attachment_remove", "plan_filter_remove"),
        *("indicator_edit", "indicator_remove", "measurement_new", "measurement_withdraw"),
    )
}
SAMPLES |= {(name, "key"): Sample(*PRESSES[0], NOBODYS) for name in ("plan_bulk_result", "plan_bulk_undo")}
SAMPLES |= {(name, "key"): Sample(*PRESSES[1], NOBODYS) for name in ("decisions_bulk_result", "decisions_bulk_undo")}


def sample(route: Route, parameter: str) -> Sample | None:
    """The values to ask with; by the route's name, else by its place."""
    if parameter == "number" and route.name.removeprefix("api_").split("_")[0] == "action":
        return AN_ACTION
    return SAMPLES.get((route.name, parameter)) or SAMPLES.get((route.place, parameter))


def test_every_parameter_has_values_to_ask_with():
    assert [
        f"/{route.pattern}: name values of {parameter} in SAMPLES."
        for route in ROUTES
        for parameter in route.parameters
        if sample(route, parameter) is None
    ] == []


def can_be_asked(route: Route) -> bool:
    return all(sample(route, parameter) for parameter in route.parameters)


def client_as(role: str, world) -> Client:
    client = Client(raise_request_exception=False)
    person = world.people[role]
    if person is not None:
        client.force_login(person)
        _give_second_factor(client, person)
        if role == "deactivated":
            person.is_active = False
            person.save(update_fields=["is_active"])
    return client


def _give_second_factor(client: Client, person: Any) -> None:
    session = client.session
    record_authentication(SimpleNamespace(session=session, user=person), person, "mfa", id=0, type="totp")
    session.save()


def ask(client: Client, method: str, url: str) -> Any:
    """Ask and take back what the answer wrote, so that one address does not change the world of the next."""
    session = client.cookies.get(settings.SESSION_COOKIE_NAME)
    key = session.value if session else ""
    with transaction.atomic():
        response = getattr(client, method)(url)
        transaction.set_rollback(True)
    client.cookies.clear()
    if key:
        client.cookies[settings.SESSION_COOKIE_NAME] = key
    return response


def _kind(response: Any) -> str:
    if response.status_code == 302 and response.url.startswith("/konto/logga-in/"):
        return "login"
    if response.status_code == 401:
        return "login"  # of the API
    if response.status_code in (403, 404):
        return str(response.status_code)
    if response.status_code >= 500:
        return f"{response.status_code} {getattr(response, 'exc_info', '')}"
    return "answer"


def _words(response: Any, url: str) -> tuple[int, str]:
    """Status and body without what must differ: reference, address, form token."""
    body = response.content.decode(errors="replace")
    body = body.replace(response.headers.get("X-Reference", "-"), "REFERENCE").replace(url, "ADDRESS")
    return response.status_code, re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", body)


def _may_answer(route: Route, method: str, expected: str) -> set[str]:
    """What fits: the finer verb of a rule may refuse a POST; the account's own pages lead on as they like."""
    if expected == "answer" and route.pattern.startswith("konto/"):
        return {"answer", "404", "403", "login"}
    if expected == "answer" and method == "post" and route.mark != addresses.PUBLIC:
        return {"answer", "403"}
    return {expected}


def _surprises(route: Route, role: str, method: str, client: Client) -> list[str]:
    """Everything about this address that answers this role otherwise than the table says."""
    samples = {parameter: sample(route, parameter) for parameter in route.parameters}
    own = {parameter: values.own or values.unknown for parameter, values in samples.items()}
    url = reverse(route.name, kwargs=own)
    response = ask(client, method, url)
    if response.status_code == 405:
        return []
    expected = route.expects(role)
    if expected == "answer" and not all(values.own for values in samples.values()):
        expected = "404"
    found = []
    if _kind(response) not in _may_answer(route, method, expected):
        found.append(f"{method} {url}: {_kind(response)}, expected {expected}")
    for parameter in route.parameters:
        found += _surprises_of_strangers(route, parameter, own, role, method, client)
    return found


def _surprises_of_strangers(
    route: Route, parameter: str, own: dict[str, Any], role: str, method: str, client: Client
) -> list[str]:
    """The same address with a foreign and an unknown value of one parameter: both are not found, and alike."""
    values = sample(route, parameter)
    expected = route.expects(role)
    may_see_foreign = parameter == route.place_parameter and f"foreign {route.place}" in HATS[role]
    nothing = {"login"} if expected == "login" else {"404"}
    if expected == "403" or may_see_foreign:
        nothing |= {"403"}
    found, answers = [], []
    for strange in (values.foreign, values.unknown):
        if strange is None:
            continue
        url = reverse(route.name, kwargs={**own, parameter: strange})
        response = ask(client, method, url)
        if may_see_foreign and strange == values.foreign and route.parameters == (parameter,):
            fitting = _may_answer(route, method, route.expects(role, foreign_place=True))
        else:
            fitting = nothing
        if not (may_see_foreign and strange == values.foreign):
            answers.append(_kind(response) if expected == "login" else _words(response, url))
        if _kind(response) not in fitting:
            found.append(f"{method} {url}: {_kind(response)}, expected {' or '.join(sorted(fitting))}")
    if len(answers) == 2 and answers[0] != answers[1]:
        found.append(f"{method} /{route.pattern}: foreign and unknown {parameter} answer differently")
    return found


def test_every_address_has_a_mark_that_fits_its_prefix():
    assert addresses.problems() == []


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", list(HATS))
def test_every_address_answers_each_role_as_the_table_says(role, method, world):
    client = client_as(role, world)

    assert [line for route in ROUTES if can_be_asked(route) for line in _surprises(route, role, method, client)] == []


def _resolver(*patterns: Any) -> URLResolver:
    return URLResolver(RegexPattern(r"^/"), list(patterns))


def test_an_address_without_a_mark_is_reported():
    def stray(request):
        raise NotImplementedError

    resolver = _resolver(
        path("skr/stray/", stray),
        path("skr/open/", public(lambda request: None)),
        path("om/closed/", needs("read_editions")(stray)),
        path("skr/editions/", needs("read_editions")(stray)),
    )

    assert [line.replace("/^/", "/") for line in addresses.problems(resolver)] == [
        "/skr/stray/ has no mark: say needs(verb), signed_in or public.",
        "/skr/open/ lies behind a prefix and is marked public.",
        "/om/closed/ needs read_editions, but nobody wears a hat outside the prefixes.",
    ]


def test_a_verb_that_the_table_does_not_know_is_refused_where_it_is_written():
    with pytest.raises(LookupError, match=r"accounts/roles\.py knows no verb do_anything\."):
        needs("do_anything")
