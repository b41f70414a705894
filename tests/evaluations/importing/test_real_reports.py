"""Published reports, where the folder with them is at hand; none of their sentences stands in this project."""

import json
import os
from pathlib import Path

import pytest

from evaluations.importing import read_report
from tests.evaluations.importing.comparing import differences
from tests.evaluations.importing.counting import wrong_boundaries

FOLDER = Path(os.environ.get("KOMPASS_REPORTS") or Path(__file__).resolve().parents[4] / "shared" / "reports")
NAMES = ["haninge-2023", "hultsfred-2021", "hoganas-2018", "altered"]
EXACT_FORMATS = ["txt", "docx"]


@pytest.mark.parametrize("suffix", EXACT_FORMATS)
@pytest.mark.parametrize("name", NAMES)
def test_a_published_report_is_read_as_a_careful_person_reads_it(name: str, suffix: str) -> None:
    file = FOLDER / f"{name}.{suffix}"
    if not file.exists():
        pytest.skip(f"the published report {file.name} is not at hand")
    expected = json.loads((FOLDER / f"{name}.expected.json").read_text(encoding="utf-8"))
    assert differences(expected, read_report(file.read_bytes(), file.name).as_json()) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_published_pdf_is_read_but_for_one_boundary_of_each_kind(name: str) -> None:
    file = FOLDER / f"{name}.pdf"
    if not file.exists():
        pytest.skip(f"the published report {file.name} is not at hand")
    expected = json.loads((FOLDER / f"{name}.expected.json").read_text(encoding="utf-8"))
    draft = read_report(file.read_bytes(), file.name).as_json()
    found = differences(expected, draft)
    assert [line for line in found if ", strengths: " not in line and ", improvements: " not in line] == []
    wrong = wrong_boundaries(expected, draft)
    assert wrong is not None
    assert max(wrong.values()) <= 1
