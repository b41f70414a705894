"""A draft edition's pages, and an edition that is missing in the review: accessible, and whole on a narrow screen."""

from typing import Any

import pytest

from accounts.models import Municipality, User
from evaluations.models import ProposedArea, ProposedSubarea, ReportImport
from tests import factories
from tests.browser.axe import assert_accessible
from tests.browser.conftest import OpenPage
from tests.factories import ADMIN, in_scope

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cookies(sara: User, client_of: Any) -> dict[str, str]:
    """Sara is signed in."""
    return {"sessionid": client_of(sara).cookies["sessionid"].value}


@pytest.fixture
def proposal(sara: User, arboga: Municipality) -> ReportImport:
    """A report whose edition nobody has."""
    made = factories.report_import(sara, of=arboga, year=2018)
    with in_scope(ADMIN):
        for number in (1, 2):
            common = {"report_import": made, "area_number": number}
            ProposedArea.objects.create(**common, title=f"Område {number}", achieved=40, maximum=100)
            title = "Medborgardialog och förutsättningar för förtroendevalda"
            ProposedSubarea.objects.create(
                **common, position=1, code=f"{number}.1", title=title, achieved=20, maximum=50
            )
    return made


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (320, "dark")])
def test_the_pages_of_a_draft_are_accessible(
    proposal: ReportImport, open_page: OpenPage, cookies: dict[str, str], width: int, theme: str
) -> None:
    key = factories.edition("2018").key
    edition = f"/skr/kriterier/{key}/"
    for address in (f"/skr/importer/{proposal.number}/", "/skr/kriterier/", edition, f"{edition}andra/"):
        assert_accessible(open_page(address, width=width, theme=theme, cookies=cookies))
