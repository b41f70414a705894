"""The command that fills a database for measuring."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import Counter, Event, Municipality, User
from accounts.tenancy import Scope, open_scope
from evaluations.models import PublishedVersion
from evaluations.publication.verifying import verify_versions
from followup.models import Action, Decision, Plan, PlanCopy
from followup.seeding.plans import shares
from tests import database

SIZES = ("--municipalities", "292", "--users", "14", "--actions", "60", "--evaluations", "2", "--seed", "1")


def _fill(*options):
    out = StringIO()
    call_command("seed_load", *SIZES, *options, "--database-name", str(connection.settings_dict["NAME"]), stdout=out)
    return json.loads(out.getvalue())


@pytest.fixture
def filled(transactional_db):
    with database.as_owner():
        told = _fill()
        with pytest.raises(CommandError, match="filled before"):
            _fill()
        with open_scope(Scope(owner=True)):
            return told, {
                "users": User.objects.filter(email__endswith="@load.invalid").count(),
                "invented": list(Municipality.objects.filter(code__startswith="991").values_list("code", "slug")),
                "versions": PublishedVersion.objects.count(),
                "differences": verify_versions(),
                "plans": sorted(Plan.objects.values_list("state", flat=True)),
                "copies": PlanCopy.objects.count(),
                "actions": list(
                    Plan.objects.order_by("id").values_list("actions__municipality__slug", flat=True).distinct()
                ),
                "count": Action.objects.count(),
                "counted": sum(Counter.objects.filter(series="action").values_list("value", flat=True)),
                "decided": Decision.objects.count() > 50,
                "events": Event.objects.filter(verb="action.created").count(),
            }


def test_it_fills_what_was_asked_for(filled):
    told, counts = filled

    assert told["slug"] == "upplands-vasby"
    assert counts == {
        "users": 14,
        "invented": [("9910", "demo-provstad-1"), ("9911", "demo-provstad-2")],
        "versions": 2,
        "differences": [],
        "plans": ["adopted", "draft"],
        "copies": 1,
        "actions": ["upplands-vasby", "vallentuna"],
        "count": 60,
        "counted": 60,
        "decided": True,
        "events": 60,
    }


def test_it_refuses_a_database_that_is_not_its_own():
    with pytest.raises(CommandError, match="belongs in a database of its own"):
        call_command("seed_load")


def test_the_first_plan_has_twice_as_many():
    assert [shares(10_300, 50)[0], sum(shares(10_300, 50)), shares(60, 2)] == [412, 10_300, [30, 30]]
