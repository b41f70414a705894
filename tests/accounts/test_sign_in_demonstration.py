"""The people of the demonstration: loaded once, told, refused in production."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.test import Client, override_settings

from accounts import demonstration
from accounts.models import Membership, Role, Unit, User
from accounts.tenancy import Scope, open_scope
from kompass_site import checks
from tests import database
from tests.accounts.test_sign_in import sign_in

TODAY = date(2027, 3, 15)


@pytest.fixture
def loaded(transactional_db):
    """Everybody, loaded twice by the owner as every start does."""
    with database.as_owner(), open_scope(Scope(owner=True)):
        demonstration.load(TODAY)
        demonstration.load(TODAY)
        return {
            "people": User.objects.filter(is_demonstration=True).count(),
            "units": Unit.objects.count(),
            "roles": sorted(
                (m.municipality.slug if m.municipality else "", m.role)
                for m in Membership.objects.select_related("municipality")
            ),
        }


def test_loading_twice_makes_everybody_once(loaded):
    assert loaded == {
        "people": len(demonstration.PEOPLE),
        "units": 3,
        "roles": [
            ("", Role.SKR_ADMIN),
            ("", Role.SKR_EVALUATOR),
            ("", Role.SKR_EVALUATOR),
            ("demo-ekhult", Role.ACTION_OWNER),
            ("demo-ekhult", Role.ACTION_OWNER),
            ("demo-ekhult", Role.COORDINATOR),
            ("demo-ekhult", Role.MANAGEMENT),
            ("demo-ekhult", Role.READER),
            ("demo-ekhult", Role.READER),
            ("demo-lovnas", Role.COORDINATOR),
        ],
    }


def test_each_signs_in_with_the_shared_password(loaded):
    for person in demonstration.PEOPLE:
        client = Client(REMOTE_ADDR=f"192.0.2.{demonstration.PEOPLE.index(person) + 1}")
        assert sign_in(client, person.email, demonstration.PASSWORD).status_code == 302


def test_addresses_can_never_be_anybodys():
    assert all(person.email.endswith(".demo.invalid") for person in demonstration.PEOPLE)


def test_the_list_is_told_to_programs_and_people():
    told = StringIO()
    call_command("demonstration_people", "--format", "json", stdout=told)
    people = json.loads(told.getvalue())
    assert people["password"] == demonstration.PASSWORD
    assert people["people"][0] == {
        "role": "SKR-administratör",
        "name": "Maud Sandelius",
        "email": "maud@skr.demo.invalid",
    }
    told = StringIO()
    call_command("demonstration_people", stdout=told)
    assert told.getvalue().splitlines()[0] == "SKR-administratör: Maud Sandelius, maud@skr.demo.invalid"


@override_settings(DEMONSTRATION=False)
def test_nothing_of_it_where_demonstration_is_off():
    with pytest.raises(CommandError):
        call_command("demonstration_people")
    with pytest.raises(ImproperlyConfigured):
        demonstration.load(TODAY)


@pytest.mark.parametrize(
    ("module", "on", "errors"),
    [
        ("kompass_site.settings.production", True, ["kompass.E006"]),
        ("kompass_site.settings.production", False, []),
        ("kompass_site.settings.dev", True, []),
    ],
)
def test_production_refuses_demonstration_at_every_start(module, on, errors):
    with override_settings(SETTINGS_MODULE=module, DEMONSTRATION=on, DEBUG_GALLERY=False, MAILS_ARE_SHOWN=False):
        assert [error.id for error in checks.production_is_no_demonstration(None)] == errors
