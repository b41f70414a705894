"""The command that fills a database for measuring."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import Counter, Event, Municipality, User
from accounts.tenancy import Scope, open_scope
from evaluations.models import Evaluation, PublishedVersion
from evaluations.publication.verifying import verify_versions
from followup.bulk import results_of
from followup.models import (
    Action,
    ActionChange,
    ActionFinding,
    ActionHelper,
    Attachment,
    BulkChange,
    CheckIn,
    CheckInAnswer,
    Comment,
    CommentMention,
    Decision,
    FindingEstimate,
    Indicator,
    Measurement,
    Milestone,
    Plan,
    PlanCopy,
    Recurrence,
    SavedFilter,
    StatusReport,
)
from followup.seeding.plans import shares
from tests import database

SIZES = (
    "--municipalities", "292", "--users", "14", "--actions", "60", "--evaluations", "5", "--evaluated", "2",
    "--comments", "90", "--seed", "1",
)  # fmt: skip
# Every table that a page of the plan reads.
FILLED = (
    Decision, ActionFinding, ActionHelper, Milestone, StatusReport, CommentMention, Attachment, Indicator, Measurement,
    ActionChange, CheckIn, CheckInAnswer, FindingEstimate, Recurrence, SavedFilter, BulkChange,
)  # fmt: skip


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
            newest = Evaluation.objects.order_by("-year").values_list("year", flat=True)[0]
            return told, {
                "users": User.objects.filter(email__endswith="@load.invalid").count(),
                "invented": list(Municipality.objects.filter(code__startswith="991").values_list("code", "slug")),
                "versions": PublishedVersion.objects.count(),
                "differences": verify_versions(),
                "plans": sorted(Plan.objects.values_list("state", flat=True)),
                "newest": list(Plan.objects.filter(evaluation__year=newest).values_list("state", flat=True)),
                "empty": [model.__name__ for model in FILLED if not model.objects.exists()],
                "comments": Comment.objects.count(),
                "moved with a reason": ActionChange.objects.filter(verb="move_deadline").exclude(reason="").exists(),
                "answered": {
                    (answer.check_in.closed_at is None, answer.report_id is None)
                    for answer in CheckInAnswer.objects.select_related("check_in")
                },
                "presses": {str(row.outcome) for bulk in BulkChange.objects.all() for row in results_of(bulk)},
                "copies": PlanCopy.objects.count(),
                "actions": sorted(set(Action.objects.values_list("municipality__slug", flat=True))),
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
        "versions": 5,
        "differences": [],
        "plans": ["adopted", "closed", "closed", "closed", "draft"],
        "newest": ["adopted", "draft"],
        "empty": [],
        "comments": 90,
        "moved with a reason": True,
        "answered": {(True, True), (True, False), (False, True), (False, False)},
        "presses": {"done"},
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


def test_the_first_plan_has_twice_as_many_or_as_many_as_it_is_told():
    assert shares(36_000, 290, 400)[:2] == [400, 124]
    assert [shares(10_300, 50)[0], sum(shares(10_300, 50)), shares(60, 2)] == [412, 10_300, [30, 30]]
