"""Good examples under review: another municipality, named with its sentence."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Municipality
from evaluations.models import ProposedFinding, ReportImport

Items = Callable[..., list[ProposedFinding]]
ADD = "/skr/importer/1/omraden/2/punkter/"


@pytest.fixture
def example(proposed: ReportImport, desk: Client, boden: Municipality, items: Items) -> ProposedFinding:
    """Boden as a good example in area 2."""
    desk.post(ADD, {"kind": "example", "named": str(boden.pk), "text": "Boden visar hur."})
    return items(2, "example")[-1]


def test_added_with_its_municipality(example: ProposedFinding, desk: Client, boden: Municipality) -> None:
    assert (example.text, example.named_id) == ("Boden visar hur.", boden.pk)
    assert f"<strong>{boden.name}</strong>: Boden visar hur." in desk.get("/skr/importer/1/").content.decode()


def test_the_form_lists_the_municipalities(proposed: ReportImport, desk: Client, boden: Municipality) -> None:
    page = desk.get(ADD).content.decode()
    assert f'<option value="{boden.pk}">{boden.name}</option>' in page
    assert desk.get("/skr/importer/1/omraden/99/punkter/").status_code == 404


@pytest.mark.parametrize("named", ["", "0", "99999999", "x"])
def test_not_without_a_municipality(proposed: ReportImport, desk: Client, items: Items, named: str) -> None:
    before = len(items(2, "example"))
    desk.post(ADD, {"kind": "example", "named": named, "text": "Någon visar hur."})
    assert len(items(2, "example")) == before


def test_another_municipality_is_chosen(
    example: ProposedFinding, desk: Client, arboga: Municipality, items: Items
) -> None:
    sent = {"action": "move", "destination": "2/example", "named": str(arboga.pk)}
    desk.post(f"/skr/importer/1/punkter/{example.pk}/", sent)
    assert items(2, "example")[-1].named_id == arboga.pk


def test_moved_among_the_strengths_it_names_nobody(example: ProposedFinding, desk: Client, items: Items) -> None:
    desk.post(f"/skr/importer/1/punkter/{example.pk}/", {"action": "move", "destination": "2/strength"})
    moved = items(2)[-1]
    assert (moved.pk, moved.named_id) == (example.pk, None)


def test_a_strength_becomes_an_example(proposed: ReportImport, desk: Client, boden: Municipality, items: Items) -> None:
    item = items(2)[0]
    sent = {"action": "move", "destination": "2/example"}
    desk.post(f"/skr/importer/1/punkter/{item.pk}/", sent)
    assert items(2)[0].pk == item.pk
    desk.post(f"/skr/importer/1/punkter/{item.pk}/", sent | {"named": str(boden.pk)})
    assert items(2, "example")[-1].named_id == boden.pk
