"""What is published stays what it was."""

from datetime import date, datetime

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from accounts.models import User
from evaluations.models import (
    Evaluation,
    PublishedVersion,
)
from tests import database
from tests.evaluations.publication.acting import publish_as
from tests.factories import ADMIN, in_scope

PUBLISHED_TABLES = ("finding", "publishedversion", "publishedscore", "publishedtext", "publishedfinding")


@pytest.mark.django_db(transaction=True)
def test_the_database_refuses_even_its_owner_to_change_what_is_published(
    case: Evaluation, sara: User, now: datetime, today: date
) -> None:
    publish_as(sara, case, now, today)
    with database.as_owner(), connection.cursor() as cursor:
        for table in PUBLISHED_TABLES:
            for statement in ("update {0} set is_own = is_own", "delete from {0}", "truncate {0} cascade"):
                with pytest.raises(DatabaseError, match="What is published stays what it was"), transaction.atomic():
                    cursor.execute(statement.format(f"evaluations_{table}"))


@pytest.mark.parametrize("verb", ["update", "delete"])
def test_the_app_changes_no_published_row(case: Evaluation, sara: User, now: datetime, today: date, verb: str) -> None:
    publish_as(sara, case, now, today)
    with in_scope(ADMIN):
        rows = PublishedVersion.objects.all()
        assert (rows.update(achieved=800) if verb == "update" else rows._raw_delete(rows.db)) == 0
        assert PublishedVersion.objects.get().achieved == 25
