"""Arboga with a published result, a plan and two actions; Boden with the same; programs of their people."""

from types import SimpleNamespace

import pytest
from django.test import Client

from accounts.api_tokens import make_token
from accounts.models import MunicipalitySettings, ReaderSees
from accounts.tenancy import Scope
from tests import factories


class Program:
    """A caller with a personal token; bodies are JSON."""

    def __init__(self, secret: str) -> None:
        self.client = Client()
        self.headers = {"Authorization": f"Bearer {secret}"} if secret else {}

    def get(self, path, **headers):
        return self.client.get(f"/api/v1/{path}", headers=self.headers | _named(headers))

    def send(self, method, path, body, **headers):
        return self.client.generic(
            method, f"/api/v1/{path}", _json(body), "application/json", headers=self.headers | _named(headers)
        )

    def post(self, path, body=None, **headers):
        return self.send("POST", path, body or {}, **headers)


def _named(headers):
    return {name.replace("_", "-"): value for name, value in headers.items()}


def _json(body):
    import json

    return json.dumps(body, default=str)


@pytest.fixture
def program_of(clock, now, today):
    """The program of a person, with a token that was made for it."""

    def make(person):
        with factories.as_actor(person) as by:
            _token, secret = make_token(
                by, name="test", expires_on=today.replace(month=6), home=None, now=now, today=today
            )
        return Program(secret)

    return make


@pytest.fixture
def work(people, arboga, boden):
    """Both towns at work."""
    made = {}
    for town, approver, number, owner in (
        (arboga, people.ulla, "KK-2026-001", people.bo),
        (boden, people.ulla, "KK-2026-002", people.cecilia),
    ):
        version = factories.published_case(town, approver, number)
        findings = factories.improvements(version)
        plan = factories.plan(version.evaluation)
        member = factories.member_of(owner, town)
        first = factories.action(plan, 1, title=f"Mät i {town.short_name}", owner=member, findings=(findings[0],))
        second = factories.action(plan, 2, title=f"Fråga i {town.short_name}", due=None)
        made[town.slug] = SimpleNamespace(
            town=town, version=version, findings=findings, plan=plan, first=first, second=second, owner=member
        )
    return SimpleNamespace(**made)


@pytest.fixture
def readers_see_all(arboga):
    with factories.in_scope(Scope(municipality=arboga.pk)):
        MunicipalitySettings.objects.create(municipality=arboga, reader_sees=ReaderSees.ALL)
