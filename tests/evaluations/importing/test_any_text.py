"""Whatever a file says, reading it ends in a proposal or a refusal, and soon."""

import json
import random
import time
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluations.importing import UnreadableReport, read_report
from tests.evaluations.importing.generator import Report, reports
from tests.evaluations.importing.layouts import LAYOUTS, Layout, render
from tests.evaluations.importing.small_report import NARRATIVE

MANY = settings(derandomize=True, max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
FEW = settings(MANY, max_examples=12)
LETTERS = 500_000
SECONDS = 10  # of processor time: three times what the slowest text takes on a busy machine
PIECES = st.sampled_from(
    [
        "Område 1 Samhällsutveckling", "Område", "Styrkor", "Förbättringsmöjligheter:", "Styrkor: a; b; c",
        "Poäng\t5", "1.1 Strategi\t5\t10", "1. Effektivitet\tUppnått\tMax", "\t\t66\t100", "¹ Se sidan.", "2022-13-40",
        "v. 60 2022", "Utvärderare:", "Allmänt", "|", "| a | b |", "<table><tr><td>", "<ul>•", "\x0c", "12/8", "–",
        "(", "”", "år 0000", "Rubriker\tPoäng", "II.", "A. b", "Se till exempel Mora.", "1999999", "-", "ej bedömd\t20",
        NARRATIVE, "", " ", "\t", "•",
    ]
)  # fmt: skip
UNITS = [
    "Område 1 Samhällsutveckling\n\n", "Styrkor\n• Plan\n", "• a ", "1.1 Strategi\t5\t10\n", "a b c d e f g h i j. ",
    "word ", "x", "(", "”", "se till exempel Mora, ", "1 ", "I maj 2022 genomfördes utvärderingen. ", "¹ Not\n", "; ",
    "\n", "Kommunen får 504 poäng. ", "Styrkor\tFörbättringsmöjligheter\nPlan och Mål\tDialog\n", "mellan 480 och ",
    "\t", "Ann Ek, SKR, ", "av av av ", "Bra\n\n",
    "Plan för nya chefer i hela kommunen\n\n", "Ord som går vidare utan slut\n",
    "• Ord\nsom går vidare utan slut i en lång rad\n", "Tidigare utvärderades kommunen 2016 och ", "1. Ett\n",
]  # fmt: skip


def proposal(text: str) -> None:
    with suppress(UnreadableReport):
        json.dumps(read_report(text.encode("utf-8", "replace"), "report.txt").as_json())


@MANY
@given(st.text(max_size=2000))
def test_any_text_gives_a_proposal_or_a_refusal(text: str) -> None:
    proposal(text)


@MANY
@given(st.lists(PIECES, max_size=60), st.sampled_from(["\n", "\n\n", " ", "\t"]))
def test_the_words_of_reports_in_any_order_harm_nothing(pieces: list[str], between: str) -> None:
    proposal(between.join(pieces))


@FEW
@given(reports(), LAYOUTS, st.randoms(use_true_random=False))
def test_reports_cut_and_shuffled_harm_nothing(report: Report, layout: Layout, dice: random.Random) -> None:
    lines = render(report, layout).split("\n")
    start = dice.randrange(len(lines))
    proposal("\n".join(lines[start : start + dice.randrange(400)]))
    dice.shuffle(lines)
    proposal("\n".join(lines))


@pytest.mark.parametrize("first", ["", "Utvärderare: Ann Ek\n\nOmråde 1 Samhällsutveckling\n\nStyrkor\n\n• Plan\n"])
@pytest.mark.parametrize("unit", UNITS)
def test_a_long_text_is_read_in_time(unit: str, first: str) -> None:
    text = first + unit * (LETTERS // len(unit))
    begun = time.process_time()
    proposal(text)
    assert time.process_time() - begun < SECONDS
