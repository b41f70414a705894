"""Files that are no reports: refused with a reason, or read as having little to say, and always soon."""

import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluations.importing import UnreadableReport, read_report
from evaluations.importing.reading import MOST_BYTES

BOUNDED = settings(derandomize=True, max_examples=60, deadline=None)


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.txt", "empty_file"),
        (b" \n\t ", "a.txt", "empty_file"),
        (b"abc\x00def", "a.txt", "not_text"),
        (bytes(range(1, 32)) * 50, "a.txt", "not_text"),
        (b"abc", "a.exe", "unknown_type"),
        (b"\xff\xfea", "a.txt", "not_text"),
        (b"x\n" * 50_000, "a.txt", "too_large"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(data: bytes, name: str, code: str) -> None:
    with pytest.raises(UnreadableReport) as refusal:
        read_report(data, name)
    assert refusal.value.code == code
    assert str(refusal.value)


def test_a_file_over_the_limit_is_refused() -> None:
    with pytest.raises(UnreadableReport) as refusal:
        read_report(b"x" * (MOST_BYTES + 1), "a.txt")
    assert refusal.value.code == "too_large"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_usual_encodings_are_understood(encoding: str) -> None:
    text = "Kommunkompassen\nAnalys av Östersunds kommun 2020\n"
    assert read_report(text.encode(encoding), "a.txt").municipality_code.value == "2380"


@BOUNDED
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(UnreadableReport):
        read_report(data, "a.txt").as_json()


@pytest.mark.parametrize(
    "piece", [" ", "a", "\t", "<", "<table><tr><td>", "• ", "aa- ", "Aaa ", "504 poäng ", "Arboga kommun ", "**"]
)
def test_a_hostile_text_is_read_in_time(piece: str) -> None:
    data = ("Område 1 Effektivitet\n\n" + piece * (500_000 // len(piece)) + "x").encode()
    begun = time.process_time()
    with suppress(UnreadableReport):
        read_report(data, "a.txt")
    assert time.process_time() - begun < 10  # a tenth of it suffices
