"""The page of an import."""

from collections.abc import Callable

from django.test import Client

from accounts.models import User
from evaluations.models import ReportImport


def test_it_shows_what_was_read(
    proposed: ReportImport, sara: User, ulla: User, client_of: Callable[..., Client]
) -> None:
    answer = client_of(sara).get("/skr/importer/1/")
    assert answer.status_code == 200
