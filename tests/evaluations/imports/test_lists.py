"""The list of imports and SKR's list of evaluations."""

from django.test import Client

from accounts.models import Municipality, User
from evaluations.models import EvaluationState
from tests import factories
from tests.statements import count_statements


def test_an_empty_list_says_what_to_do(desk: Client) -> None:
    assert "Inga importer ännu" in desk.get("/skr/importer/").content.decode()
    assert "Inga utvärderingar ännu" in desk.get("/skr/utvarderingar/").content.decode()


def test_imports_by_text_and_state(desk: Client, sara: User, arboga: Municipality) -> None:
    factories.report_import(sara, number=1, of=arboga, file_name="ett.txt")
    factories.report_import(sara, number=2, state="failed", file_name="två.txt", municipality_name="Bodens kommun")
    factories.report_import(sara, number=3, of=arboga, is_own=True, file_name="eget.txt")

    def shown(query: str) -> list[int]:
        return [row.number for row in desk.get(f"/skr/importer/{query}").context["page"]]

    assert shown("") == [2, 1]
    assert shown("?text=arboga") == [1]
    assert shown("?text=boden") == [2]
    assert shown("?text=2") == [2]
    assert shown("?state=failed") == [2]
    assert shown("?state=accepted") == []
    assert shown("?state=nonsense&page=x") == [2, 1]


def test_evaluations_by_text_state_and_year(desk: Client, arboga: Municipality, boden: Municipality) -> None:
    factories.evaluation(arboga, "KK-2024-001", year=2024, state=EvaluationState.PUBLISHED)
    factories.evaluation(boden, "KK-2025-001", year=2025)
    factories.evaluation(boden, "KK-2026-009", year=2026, is_own=True)

    def shown(query: str) -> list[str]:
        return [row.number for row in desk.get(f"/skr/utvarderingar/{query}").context["page"]]

    assert shown("") == ["KK-2025-001", "KK-2024-001"]
    assert shown("?text=arboga") == ["KK-2024-001"]
    assert shown("?text=2025-0") == ["KK-2025-001"]
    assert shown("?state=published") == ["KK-2024-001"]
    assert shown("?year=2025") == ["KK-2025-001"]
    assert shown("?year=tjugo") == ["KK-2025-001", "KK-2024-001"]


def test_evaluators_read_the_cases_and_not_the_imports(evaluator: Client, arboga: Municipality) -> None:
    factories.evaluation(arboga, "KK-2024-001", year=2024)
    page = evaluator.get("/skr/utvarderingar/")
    assert page.status_code == 200
    assert "KK-2024-001" in page.content.decode()
    assert "/skr/importer/ny/" not in page.content.decode()
    assert evaluator.get("/skr/importer/").status_code == 403


def test_strangers_find_neither(stranger: Client, client: Client) -> None:
    for url in ("/skr/utvarderingar/", "/skr/importer/"):
        assert stranger.get(url).status_code == 404
        assert client.get(url).status_code == 302
        assert stranger.post(url).status_code in (404, 405)


def test_same_statements_for_2_and_for_200(desk: Client, sara: User, arboga: Municipality) -> None:
    def count(url: str) -> int:
        with count_statements() as counted:
            assert desk.get(url).status_code == 200
        assert len(counted.of_page) <= 10, str(counted)
        return len(counted.of_page)

    def fill(start: int, end: int) -> None:
        for number in range(start, end):
            case = factories.evaluation(arboga, f"KK-2024-{number:03d}", year=2024)
            factories.report_import(sara, number=number, of=arboga, evaluation=case, state="accepted")

    fill(1, 3)
    before = {url: count(url) for url in ("/skr/utvarderingar/", "/skr/importer/")}
    fill(3, 201)
    assert {url: count(url) for url in before} == before
