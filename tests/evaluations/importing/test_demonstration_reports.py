"""The invented reports that ship with the product are read as a careful person reads them, in each of their formats."""

import json
from pathlib import Path

import pytest

from evaluations.importing import read_report
from tests.evaluations.importing.comparing import differences

ROOT = Path(__file__).parents[3]
REPORTS = ROOT / "evaluations/data/demonstration"


@pytest.mark.parametrize("name", ["ekhult-2022.txt", "ekhult-2025.txt", "ekhult-2025.pdf"])
def test_an_invented_report_is_read_whole(name: str) -> None:
    expected = json.loads((ROOT / f"tests/data/{name.partition('.')[0]}.expected.json").read_text("utf-8"))
    draft = read_report((REPORTS / name).read_bytes(), name)
    assert differences(expected, draft.as_json()) == []
