"""What was invented is what is read, in every layout."""

from hypothesis import HealthCheck, given, settings

from evaluations.importing import read_report
from tests.evaluations.importing.comparing import differences
from tests.evaluations.importing.generator import Report, reports
from tests.evaluations.importing.layouts import LAYOUTS, Layout, render

MANY = settings(derandomize=True, max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
FEW = settings(MANY, max_examples=15)


@MANY
@given(reports(), LAYOUTS)
def test_what_was_written_is_what_is_read(report: Report, layout: Layout) -> None:
    draft = read_report(render(report, layout).encode(), "report.txt")
    expected = report.expected()
    assert differences(expected, draft.as_json()) == []
    assert draft.edition_key.value == report.edition.key


@FEW
@given(reports(contradicting=True), LAYOUTS)
def test_contradictions_are_found_and_no_others(report: Report, layout: Layout) -> None:
    if layout.points == "none":
        layout = Layout()
    draft = read_report(render(report, layout).encode(), "report.txt")
    assert draft.as_json()["discrepancies"] == report.contradictions()
