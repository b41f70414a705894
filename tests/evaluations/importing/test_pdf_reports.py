"""What was invented is what is read, from PDF files of several producers in many layouts.

`KOMPASS_LAYOUTS=500 KOMPASS_PRODUCER=typst pytest -s tests/evaluations/importing/test_pdf_reports.py -k hundreds` tries
that many, from number KOMPASS_FIRST on, and prints recall and precision of each kind with every difference; the files
that differ are kept in the folder KOMPASS_KEEP. The numbers that stand below were read right when they were chosen.
"""

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from evaluations.importing import read_report
from tests.evaluations.importing.comparing import differences
from tests.evaluations.importing.counting import Tally, wrong_boundaries
from tests.evaluations.importing.generator import Report, reports
from tests.evaluations.importing.html_writer import Printer
from tests.evaluations.importing.laying_out import elements_of
from tests.evaluations.importing.pdf_writer import write_pdf
from tests.evaluations.importing.printed import Element, Style, styles
from tests.evaluations.importing.sheets import Sheet, sheets
from tests.evaluations.importing.variations import boxed, introduced, listed, noted, parted, reshaped, stacked, varied
from tests.evaluations.importing.word_writer import write_word

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
CAIRO = shutil.which("pdftocairo")
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
MANY = int(os.environ.get("KOMPASS_LAYOUTS", "0"))
FIRST = int(os.environ.get("KOMPASS_FIRST", "1000"))
PRODUCER = os.environ.get("KOMPASS_PRODUCER", "typst")
KEEP = os.environ.get("KOMPASS_KEEP", "")
ALL_CHECKS = list(HealthCheck)
AREA_HEADINGS = ("{n}. {t}", "{n} {t}", "{t}", "Område {n}. {t}", "OMRÅDE {n} {t}", "Kriterieområde {n}: {t}")
MARKED = {"cell bullets", "cell dashes", "lists under headings"}

type Writer = Callable[["Example"], bytes]


@dataclass(frozen=True)
class Example:
    """An invented report, how it is laid out, and on which sheets."""

    report: Report
    style: Style
    sheet: Sheet
    elements: tuple[Element, ...]


@st.composite
def examples(draw: st.DrawFn, *, contradicting: bool = False) -> Example:
    """Reports in any layout; one in three keeps to the plain items, the others have items of many lengths."""
    report = draw(reports(contradicting=contradicting))
    style = draw(styles())
    if contradicting and style.points == "in heading":
        style = replace(style, points="table")
    if draw(st.sampled_from((True, False))):
        style = replace(style, area_heading=draw(st.sampled_from(AREA_HEADINGS)))
    sheet = draw(sheets())
    dice = random.Random(draw(st.integers(0, 2**32)))  # noqa: S311 - seeded by Hypothesis, so that it repeats
    if draw(st.sampled_from((True, True, False))):
        report = varied(report, dice)
    elements = elements_of(report, style)
    if draw(st.sampled_from((True, False, False))):
        elements = list(noted(elements, dice))
    if draw(st.booleans()):
        elements = list(boxed(elements))
    if draw(st.booleans()):
        elements = list(listed(elements, dice))
    if draw(st.sampled_from((True, False, False))):
        elements = list(introduced(elements))
    match draw(st.sampled_from(("", "", "", "parted", "parted", "stacked"))):
        case "parted":
            elements = list(parted(elements, dice))
        case "stacked":
            elements = list(stacked(elements, dice))
    elements = list(reshaped(elements, draw(st.sampled_from(("", "", "", "swapped", "slash", "units")))))
    return Example(report, style, sheet, tuple(elements))


def example_of(number: int, *, contradicting: bool = False) -> Example:
    """The example with this number: always the same, and unlike its neighbours, which mutated examples are not."""
    drawn: list[Example] = []

    @seed(number)
    @settings(max_examples=2, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=ALL_CHECKS)
    @given(examples(contradicting=contradicting))
    def draw(example: Example) -> None:
        drawn.append(example)

    draw()
    return drawn[-1]  # the first is the simplest there is


def by_typst(example: Example) -> bytes:
    return write_pdf(example.elements, example.report, example.style, example.sheet)


def by_cairo(example: Example) -> bytes:
    assert CAIRO is not None
    printed = subprocess.run([CAIRO, "-pdf", "-", "-"], input=by_typst(example), capture_output=True, check=True)
    return printed.stdout


def by_office(example: Example, folder: Path) -> bytes:
    """The Word file of the example as LibreOffice prints it."""
    assert OFFICE is not None
    folder.joinpath("report.docx").write_bytes(write_word(example.elements, example.report, example.style))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    convert = [
        OFFICE,
        "--headless",
        profile,
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(folder / "report.docx"),
    ]
    subprocess.run(convert, capture_output=True, check=True, timeout=120)
    return folder.joinpath("report.pdf").read_bytes()


def read(data: bytes) -> dict[str, Any]:
    return read_report(data, "report.pdf").as_json()


def faults(example: Example, draft: dict[str, Any]) -> list[str]:
    """What was read otherwise than written, but for one boundary of each kind where items have no marks."""
    expected = example.report.expected()
    found = differences(expected, draft)
    if example.style.items in MARKED or not found:
        return found
    items = [line for line in found if ", strengths: " in line or ", improvements: " in line]
    wrong = wrong_boundaries(expected, draft) if len(items) == len(found) else None
    return [] if wrong is not None and max(wrong.values()) <= 1 else found


@pytest.mark.parametrize("number", [101, 103, 105, 108, 113, 117, 123, 127, 3034])
def test_what_typst_wrote_is_what_is_read(number: int) -> None:
    example = example_of(number)
    assert faults(example, read(by_typst(example))) == []


@pytest.mark.parametrize("number", range(200, 203))
def test_contradictions_are_found_and_no_others(number: int) -> None:
    example = example_of(number, contradicting=True)
    assert read(by_typst(example))["discrepancies"] == example.report.contradictions()


@pytest.mark.skipif(CAIRO is None, reason="no pdftocairo on this machine: files by cairo are not tried")
@pytest.mark.parametrize("number", range(300, 302))
def test_what_cairo_wrote_is_what_is_read(number: int) -> None:
    example = example_of(number)
    assert faults(example, read(by_cairo(example))) == []


@pytest.mark.skipif(OFFICE is None, reason="no LibreOffice on this machine: Word files printed by it are not tried")
@pytest.mark.parametrize("number", range(500, 502))
def test_what_libreoffice_printed_is_what_is_read(number: int, tmp_path: Path) -> None:
    example = example_of(number)
    assert faults(example, read(by_office(example, tmp_path))) == []


@pytest.fixture(scope="module")
def printer() -> Iterator[Printer]:
    with Printer(str(CHROMIUM)) as running:
        yield running


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: printed web pages are not tried")
@pytest.mark.parametrize("number", [401, 402, 3008])
def test_what_chromium_printed_is_what_is_read(number: int, printer: Printer) -> None:
    example = example_of(number)
    printed = printer.write_pdf(example.elements, example.report, example.sheet)
    assert faults(example, read(printed)) == []


@pytest.mark.skipif(not MANY, reason="hundreds of layouts are tried by hand: KOMPASS_LAYOUTS says how many")
@pytest.mark.parametrize("contradicting", [False, True], ids=["sound", "contradicting"])
def test_hundreds_of_layouts(contradicting: bool, capsys: pytest.CaptureFixture[str]) -> None:
    tally = Tally()
    unlike: list[str] = []
    began = time.monotonic()

    def run(write: Writer) -> None:
        for number in range(FIRST, FIRST + MANY):
            example = example_of(number, contradicting=contradicting)
            unlike.extend(_try(example, write(example), number, tally))

    if PRODUCER == "chromium":
        with Printer(str(CHROMIUM)) as printer:
            run(lambda example: printer.write_pdf(example.elements, example.report, example.sheet))
    else:
        run({"typst": by_typst, "cairo": by_cairo}[PRODUCER])
    with capsys.disabled():
        sys.stdout.write("\n".join(["", *unlike, f"{PRODUCER}, {time.monotonic() - began:.0f} s", *tally.lines(), ""]))
    assert unlike == []


def _try(example: Example, data: bytes, number: int, tally: Tally) -> list[str]:
    """Read one file, count it, and say what was read otherwise than written."""
    draft: dict[str, Any] | None
    try:
        draft = read(data)
        found = faults(example, draft)
    except Exception as error:  # noqa: BLE001 - one unreadable report is counted, not the end of the run
        draft, found = None, [f"{type(error).__name__}: {error}"]
    tally.add(example.report.expected(), draft)
    if found and KEEP:
        Path(KEEP, f"{PRODUCER}-{number}.pdf").write_bytes(data)
    return found and [f"--- {number}: {example.style}\n    {example.sheet}", *(f"    {line[:600]}" for line in found)]
