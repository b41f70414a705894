"""What was invented is what is read, from Word files in every layout.

`KOMPASS_LAYOUTS=500 pytest tests/evaluations/importing/test_word_reports.py -k hundreds` tries that many of each kind,
from number KOMPASS_FIRST on, and prints recall and precision of each kind of fact with every difference; the files that
differ are kept in the folder KOMPASS_KEEP.
"""

import os
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from evaluations.importing import read_report
from tests.evaluations.importing.comparing import differences
from tests.evaluations.importing.counting import Tally
from tests.evaluations.importing.fronts import cut, deeper, with_another_front
from tests.evaluations.importing.generator import Report, reports
from tests.evaluations.importing.laying_out import elements_of
from tests.evaluations.importing.printed import Element, Style, styles
from tests.evaluations.importing.unusual import unusual_reports
from tests.evaluations.importing.variations import boxed, introduced, listed, noted, reshaped, stacked, varied
from tests.evaluations.importing.word_habits import habits
from tests.evaluations.importing.word_writer import write_word

MANY = int(os.environ.get("KOMPASS_LAYOUTS", "0"))
FIRST = int(os.environ.get("KOMPASS_FIRST", "1000"))
KEEP = os.environ.get("KOMPASS_KEEP", "")
ALL_CHECKS = list(HealthCheck)
CHANGES: tuple[Callable[[list[Element], random.Random], list[Element]], ...] = (
    lambda elements, dice: elements,
    lambda elements, dice: elements,
    lambda elements, dice: list(noted(elements, dice)),
    lambda elements, dice: list(boxed(elements)),
    lambda elements, dice: list(listed(elements, dice)),
    lambda elements, dice: list(introduced(elements)),
    lambda elements, dice: list(stacked(elements, dice)),
    cut,
    deeper,
    lambda elements, dice: list(reshaped(elements, dice.choice(("swapped", "slash", "units")))),
)


@dataclass(frozen=True)
class Example:
    """An invented report and how it is laid out."""

    report: Report
    style: Style
    elements: tuple[Element, ...]


@st.composite
def examples(draw: st.DrawFn, kind: str) -> Example:
    """Reports in any layout: sound ones, contradicting ones, and unusual ones."""
    report = draw(unusual_reports() if kind == "unusual" else reports(contradicting=kind == "contradicting"))
    style = draw(styles())
    dice = random.Random(draw(st.integers(0, 2**32)))  # noqa: S311 - seeded by Hypothesis, so that it repeats
    if kind == "contradicting":
        style = replace(style, percent=True)
    if draw(st.booleans()):
        report = varied(report, dice)
    elements = draw(st.sampled_from(CHANGES))(elements_of(report, style), dice)
    if draw(st.booleans()):
        elements = with_another_front(elements, report, style, dice)
    return Example(report, style, tuple(elements))


def example_of(number: int, kind: str) -> Example:
    """The example with this number: always the same, and unlike its neighbours, which mutated examples are not."""
    drawn: list[Example] = []

    @seed(number)
    @settings(max_examples=2, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=ALL_CHECKS)
    @given(examples(kind))
    def draw(example: Example) -> None:
        drawn.append(example)

    draw()
    return drawn[-1]  # the first is the simplest there is


def faults(example: Example, draft: dict[str, Any], edition: str | None) -> list[str]:
    """How the reading of a report differs from what was written."""
    found = differences(example.report.expected(), draft)
    wanted = example.report.edition.key or None
    return found if edition == wanted else [*found, f"edition {edition} instead of {wanted}"]


def written(example: Example) -> bytes:
    return write_word(example.elements, example.report, example.style)


@pytest.mark.parametrize("number", range(18))
def test_what_was_written_is_what_is_read(number: int) -> None:
    example = example_of(number, "sound")
    draft = read_report(written(example), "report.docx")
    assert faults(example, draft.as_json(), draft.edition_key.value) == []


@pytest.mark.parametrize("number", range(200, 208))
def test_unusual_reports_are_read_as_others(number: int) -> None:
    example = example_of(number, "unusual")
    draft = read_report(written(example), "report.docx")
    assert faults(example, draft.as_json(), draft.edition_key.value) == []


@pytest.mark.parametrize("number", range(100, 105))
def test_contradictions_are_found_and_no_others(number: int) -> None:
    example = example_of(number, "contradicting")
    draft = read_report(written(example), "report.docx")
    assert faults(example, draft.as_json(), draft.edition_key.value) == []


@pytest.mark.skipif(not MANY, reason="hundreds of layouts are tried by hand: KOMPASS_LAYOUTS says how many")
@pytest.mark.parametrize("kind", ["sound", "contradicting", "unusual"])
def test_hundreds_of_layouts(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    tally = Tally()
    unlike: list[str] = []
    for number in range(FIRST, FIRST + MANY):
        example = example_of(number, kind)
        data = written(example)
        draft = read_report(data, "report.docx")
        tally.add(example.report.expected(), draft.as_json())
        found = faults(example, draft.as_json(), draft.edition_key.value)
        if found:
            unlike.append(f"--- {number}: {example.style}\n    {habits(example.style.seed)}")
            unlike += [f"    {line[:600]}" for line in found]
            if KEEP:
                Path(KEEP, f"{kind}-{number}.docx").write_bytes(data)
    with capsys.disabled():
        sys.stdout.write("\n".join(["", *unlike, kind, *tally.lines(), ""]))
    assert unlike == []
