"""A second municipality with a fully worked plan: no page, form choice, API answer or mail of the first shows a trace.

Every text, name and e-mail of the neighbour carries its marker. Walked from Arboga past Boden, and from Boden past
Arboga, with the neighbour's own keys among what is asked for.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.db import models, transaction
from django.test import Client

from accounts import outbox
from accounts.models import (
    Invitation,
    Job,
    Membership,
    Municipality,
    MunicipalitySettings,
    ReaderSees,
    Role,
    Unit,
    User,
)
from accounts.tenancy import Scope
from evaluations.models import Finding
from followup.models import Action, ActionStatus, Attachment, Comment, DecisionKind, Milestone, Plan
from followup.planning import adopt_plan
from followup.progress import change_owner
from tests import factories
from tests.factories import TODAY, as_actor, in_scope
from tests.isolation import addresses
from tests.isolation.addresses import Route

pytestmark = pytest.mark.usefixtures("clock")

YEAR = {"arboga": 2026, "boden": 2025}
FAR = datetime(2999, 1, 1, tzinfo=UTC)
EVERY_STATUS = tuple(ActionStatus)
NOT_WORDS = frozenset({"url", "stored_name", "sha256", "detected_type", "token_hash", "email", "verb", "status_before"})


@dataclass(frozen=True)
class Town:
    """A municipality with its people, and the word that all its texts carry."""

    place: Municipality
    coordinator: User
    owner: User
    marker: str

    @property
    def scope(self) -> Scope:
        """Its own."""
        return Scope(municipality=self.place.pk)


@pytest.fixture
def towns(
    arboga: Municipality, boden: Municipality, astrid: User, bo: User, cecilia: User, ulla: User, now: datetime
) -> tuple[Town, Town]:
    """Both towns, each with a plan in which everything has happened."""
    nils = factories.person("nils@boden.example")
    factories.membership(nils, Role.ACTION_OWNER, boden, name="Nils Mo")
    first, second = Town(arboga, astrid, bo, "qvarnspår"), Town(boden, cecilia, nils, "zinkspår")
    _work(first, ulla, now, 1)
    _work(second, ulla, now, 101)
    return first, second


def _work(town: Town, ulla: User, now: datetime, number: int) -> None:
    """A worked plan whose every text is marked, adopted after that so that its frozen copy is marked too."""
    version = factories.published_case(
        town.place,
        ulla,
        f"KK-{YEAR[town.place.slug]}-001",
        year=YEAR[town.place.slug],
        words=tuple(f"{town.marker} förbättring {place}" for place in range(1, 5)),
    )
    findings = factories.improvements(version)
    plan = factories.plan(version.evaluation)
    owner = factories.member_of(town.owner, town.place)
    lead = factories.member_of(town.coordinator, town.place)
    kinds: tuple[dict[str, Any], ...] = (
        {},
        {"kind": DecisionKind.WAIT, "wait_until": date(2027, 6, 1), "reason": "Väntar."},
        {"kind": DecisionKind.DECLINE, "reason": "Nej."},
        {"kind": DecisionKind.ALREADY_DONE, "done_what": "Allt.", "done_on": date(2027, 1, 1)},
    )
    for finding, values in zip(findings, kinds, strict=True):
        factories.decision(plan, finding, version, town.coordinator, **values)
    unit = factories.unit(town.place)
    for place, status in enumerate(EVERY_STATUS):
        _action(plan, number + place, status, owner, lead, unit, findings[:1], town)
    factories.action(plan, number + 7, title="Text", owner_text="Chefen", due=None)
    factories.action(plan, number + 8, title="Hinder", is_blocked=True, due=date(2027, 3, 1), owner=lead)
    _invite(town)
    _mark(town)
    with as_actor(town.coordinator, town.place.slug) as by:
        mine = Plan.objects.get(pk=plan.pk)
        adopt_plan(
            mine, by, body=f"{town.marker} styrelse", adopted_on=TODAY, reference=town.marker, now=now, today=TODAY
        )
        action = Action.objects.visible_to(by).with_helpers().get(number=number + 7)
        change_owner(action, by, membership_id=owner.pk, now=now, today=TODAY)


def _action(
    plan: Plan,
    number: int,
    status: ActionStatus,
    owner: Membership,
    helper: Membership,
    unit: Unit,
    findings: list[Finding],
    town: Town,
) -> None:
    words = dict.fromkeys(("description", "intended_result", "note"), "Ord.")
    made = factories.action(
        plan, number, status=status, owner=owner, helpers=(helper,), unit=unit, findings=tuple(findings), **words
    )
    factories.milestone(made)
    factories.comment(made, town.owner)
    factories.status_report(made, town.owner)
    factories.attached_link(made, town.owner, url=f"https://{town.place.slug}.example/{town.marker}")
    factories.attached_file(made, town.owner, stored_name=f"00/{number:048x}")


def _invite(town: Town) -> None:
    with in_scope(town.scope):
        Invitation.objects.create(
            municipality=town.place,
            email=f"gast@{town.marker}.example",
            display_name="Gäst",
            role=Role.READER,
            token_hash=town.marker,
            invited_by=town.coordinator,
            invited_by_name="Någon",
            invited_at=FAR - timedelta(days=1),
            expires_at=FAR,
        )
        MunicipalitySettings.objects.create(municipality=town.place, reader_sees=ReaderSees.ALL)


def _mark(town: Town) -> None:
    """Put the marker before every text of the town's rows, and into its people's addresses."""
    for model in (*apps.get_app_config("followup").get_models(), Membership, Unit, Invitation):
        fields = [
            field
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField)
            and not isinstance(field, models.EmailField)
            and not field.choices
            and field.name not in NOT_WORDS
        ]
        if not fields or model._meta.model_name in ("plancopy", "actionchange"):
            continue
        with in_scope(town.scope):
            for row in model._default_manager.filter(municipality=town.place):
                for field in fields:
                    if value := getattr(row, field.name):
                        setattr(row, field.name, f"{town.marker} {value}")
                row.save(update_fields=[field.name for field in fields])
    for person in (town.coordinator, town.owner):
        person.email = f"{person.email.partition('@')[0]}@{town.marker}.example"
        person.save(update_fields=["email"])


# What is asked for: a town's own values of each parameter, and keys that are the neighbour's.


def _values(of: Town) -> dict[str, list[Any]]:
    with in_scope(of.scope):
        numbers = list(Action.objects.order_by("number").values_list("number", flat=True))
        return {
            "municipality": [of.place.slug],
            "slug": [of.place.slug],
            "year": [YEAR[of.place.slug]],
            "number": sorted({1, *numbers}),
            "finding": list(Finding.objects.filter(municipality=of.place).values_list("key", flat=True)),
            "key": list(Attachment.objects.values_list("key", flat=True)[:2]),
            "row": [
                *Milestone.objects.values_list("pk", flat=True)[:1],
                *Comment.objects.values_list("pk", flat=True)[:1],
            ],
            "pk": [
                *Membership.objects.filter(municipality=of.place).values_list("pk", flat=True),
                *Invitation.objects.filter(municipality=of.place).values_list("pk", flat=True),
                *Unit.objects.values_list("pk", flat=True),
            ],
            "form": ["json", "csv"],
        }


def _addresses(route: Route, own: dict[str, list[Any]], foreign: dict[str, list[Any]]) -> Iterator[str]:
    """The route with the town's own values, and with the neighbour's keys below the town's own place."""
    for values in (own, foreign | {"municipality": own["municipality"]}):
        if all(name in values for name in route.parameters):
            deep = len(route.parameters) > 2  # what hangs on actions hangs on the first of them
            asked = (values[name][:2] if deep and name == "number" else values[name] for name in route.parameters)
            for chosen in product(*asked):
                yield _filled(route, dict(zip(route.parameters, chosen, strict=True)))


def _filled(route: Route, values: dict[str, Any]) -> str:
    path = "/" + route.pattern.replace(r"\.", ".")
    for name, value in values.items():
        for start in (f"<int:{name}>", f"<uuid:{name}>", f"<slug:{name}>", f"<str:{name}>"):
            path = path.replace(start, str(value))
        if f"(?P<{name}>" in path:
            begin = path.index(f"(?P<{name}>")
            path = path[:begin] + str(value) + path[path.index(")", begin) + 1 :]
    return path


def _in_the_town(route: Route) -> bool:
    return route.place == "municipality" and bool(route.name)


@pytest.mark.parametrize("side", [0, 1], ids=["from Arboga", "from Boden"])
def test_no_page_choice_or_answer_shows_the_neighbour(
    towns: tuple[Town, Town], client_of: Callable[..., Client], side: int
) -> None:
    here, there = towns[side], towns[1 - side]
    own, foreign = _values(here), _values(there)
    foreign |= {"number": foreign["number"][:2], "finding": foreign["finding"][:1]}  # not found, whatever their state
    seen, leaks = 0, []
    for person in (here.coordinator, here.owner):
        client = client_of(person, raise_request_exception=False)
        for route in filter(_in_the_town, addresses.routes()):
            for address in _addresses(route, own, foreign):
                with transaction.atomic():
                    answer = client.get(address)
                    transaction.set_rollback(True)
                text = b"".join(answer) if answer.streaming else answer.content
                seen += answer.status_code == 200
                if there.marker in text.decode(errors="replace") or there.marker in json.dumps(dict(answer.headers)):
                    leaks.append(address)
                if answer.status_code >= 500:
                    leaks.append(f"{address} fails with {answer.status_code}")
                if answer.status_code == 405:
                    break  # whatever the values
    assert leaks == []
    assert seen > 150  # the walk saw pages, not refusals only


@pytest.mark.parametrize("side", [0, 1], ids=["from Arboga", "from Boden"])
def test_the_walk_sees_what_is_its_own(towns: tuple[Town, Town], client_of: Callable[..., Client], side: int) -> None:
    here = towns[side]
    slug, number = here.place.slug, _values(here)["number"][1]
    client = client_of(here.coordinator)
    for address in (
        f"/{slug}/",
        f"/{slug}/resultat/",
        f"/{slug}/stallningstaganden/",
        f"/{slug}/handlingsplan/",
        f"/{slug}/handlingsplan/antagen/",
        f"/{slug}/handlingsplan/ny/",
        f"/{slug}/handlingsplan/{number}/",
        f"/{slug}/administration/personer/",
        f"/{slug}/administration/enheter/",
        f"/{slug}/administration/handelser/",
        f"/api/v1/{slug}/actions/",
        f"/api/v1/{slug}/actions/{number}/",
        f"/api/v1/{slug}/members/",
    ):
        assert here.marker in client.get(address).text, address


def test_counts_do_not_move_with_the_neighbours_work(
    arboga: Municipality,
    boden: Municipality,
    astrid: User,
    bo: User,
    cecilia: User,
    ulla: User,
    client_of: Callable[..., Client],
    now: datetime,
) -> None:
    client = client_of(astrid)
    _work(Town(arboga, astrid, bo, "qvarnspår"), ulla, now, 1)
    before = _figures(client)
    nils = factories.person("nils@boden.example")
    factories.membership(nils, Role.ACTION_OWNER, boden, name="Nils Mo")
    _work(Town(boden, cecilia, nils, "zinkspår"), ulla, now, 101)
    assert _figures(client) == before


def _figures(client: Client) -> list[object]:
    start = client.get("/arboga/")
    listed = [client.get(f"/api/v1/arboga/{name}/").json() for name in ("actions", "decisions", "plans", "members")]
    counts = [(row.code, row.count) for row in start.context["to_do"]]
    return [counts, [(row.decided, row.statuses) for row in start.context["standing"].areas], *listed]


def test_no_mail_shows_the_neighbour(towns: tuple[Town, Town], now: datetime) -> None:
    for job in Job.objects.filter(kind="mail.action_assigned").order_by("id"):
        outbox.run(job, now + timedelta(hours=1))
    assert len(mail.outbox) == 2
    for town, other in (towns, towns[::-1]):
        (sent,) = (each for each in mail.outbox if each.to == [town.owner.email])
        whole = f"{sent.subject} {sent.body} {sent.alternatives}"
        assert town.marker in whole
        assert other.marker not in whole


def test_the_public_result_tells_nothing_of_the_work(towns: tuple[Town, Town], client: Client) -> None:
    for town in towns:
        text = client.get(f"/resultat/{town.place.slug}/{YEAR[town.place.slug]}/").text
        assert f"{town.marker} förbättring 1" in text  # the report's own words are public
        assert f"{town.marker} Mät svarstiderna" not in text
        assert town.coordinator.email not in text
