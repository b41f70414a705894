"""What was invented is what is read, from Word files in every layout.

`KOMPASS_LAYOUTS=2000 pytest -s tests/evaluations/importing/test_word_reports.py -k thousands` tries that many, and
prints what was read otherwise than written and how much of each kind was read.
"""

import os
import sys
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from evaluations.importing import read_report
from tests.evaluations.importing.comparing import differences
from tests.evaluations.importing.counting import Tally
from tests.evaluations.importing.generator import Report, reports
from tests.evaluations.importing.laying_out import elements_of
from tests.evaluations.importing.printed import Style, styles
from tests.evaluations.importing.word_writer import write_word

MANY = int(os.environ.get("KOMPASS_LAYOUTS", "0"))
FIRST = int(os.environ.get("KOMPASS_FIRST", "1"))
SOME = settings(derandomize=True, max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
FEW = settings(SOME, max_examples=10)


def check(report: Report, style: Style) -> list[str]:
    """How the reading of the report differs from what was written."""
    draft = read_report(write_word(elements_of(report, style), report, style), "report.docx")
    found = differences(report.expected(), draft.as_json())
    if draft.edition_key.value != report.edition.key:
        found.append(f"edition {draft.edition_key.value} instead of {report.edition.key}")
    return found


@SOME
@given(reports(), styles())
def test_what_was_written_is_what_is_read(report: Report, style: Style) -> None:
    assert check(report, style) == []


@FEW
@given(reports(contradicting=True), styles())
def test_contradictions_are_found_and_no_others(report: Report, style: Style) -> None:
    assert check(report, replace(style, percent=True)) == []


@pytest.mark.skipif(not MANY, reason="tried by hand: set KOMPASS_LAYOUTS")
def test_thousands_of_layouts_are_read() -> None:
    tally = Tally()
    different: list[str] = []

    @seed(FIRST)
    @settings(SOME, derandomize=False, database=None, max_examples=MANY, phases=[Phase.generate])
    @given(reports(), styles())
    def each(report: Report, style: Style) -> None:
        draft = read_report(write_word(elements_of(report, style), report, style), "report.docx")
        tally.add(report.expected(), draft.as_json())
        found = differences(report.expected(), draft.as_json())
        if found:
            different.append("\n".join([str(style), *found]))

    each()
    sys.stdout.write("\n".join([*different, *tally.lines(), ""]))
    assert not different
