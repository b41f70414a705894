"""The typefaces that ship: what is listed is there, unchanged, and draws what it is said to draw."""

import hashlib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followup.documents.pdf import pdf_of
from followup.documents.typefaces import FONTS, drawn
from tests.followup.documents.conftest import content, paper

README = (FONTS / "README.md").read_text()


def test_every_typeface_is_listed_with_its_sum_and_has_its_licence():
    listed = dict(re.findall(r"^\| (\S+\.[ot]tf) \|.*\| ([0-9a-f]{64}) \|$", README, re.MULTILINE))
    files = [*FONTS.glob("*.otf"), *FONTS.glob("*.ttf")]
    assert {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files} == listed
    assert {path.name for path in FONTS.glob("LICENSE-*")} == {"LICENSE-SourceSans3", "LICENSE-NotoEmoji"}


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Åäö, é och ü – ”så” → 5 €", "Åäö, é och ü – ”så” → 5 €"),
        ("Fest 🎉", "Fest 🎉"),
        ("Ordet 中", "Ordet ⟨U+4E2D⟩"),
        ("\u202eomvänt\u200b", "\u202eomvänt\u200b"),
        ("\ufeffmärke", "⟨U+FEFF⟩märke"),
    ],
)
def test_a_sign_that_no_typeface_holds_is_written_as_its_number(text, seen):
    assert drawn(text) == seen


@settings(deadline=None, max_examples=60)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_text_becomes_a_document(text):
    kept = content()
    kept["actions"][0]["title"] = kept["actions"][0]["description"] = text
    assert pdf_of(paper(kept)).startswith(b"%PDF-")
