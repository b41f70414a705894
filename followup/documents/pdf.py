"""A plan as tagged PDF (PDF/UA-1), set by Typst from data, with the typefaces that ship with Kompass alone."""

import json
import re
from dataclasses import asdict
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import typst

from followup.documents.paper import Paper
from followup.documents.typefaces import FONTS, drawn
from followup.documents.words import headings, long_date

TEMPLATE = Path(__file__).with_name("plan.typ")
_LONG = re.compile(r"\S{21,}")
# Words that are hyphenated, with their commas and brackets; what is longer, or no word at all, may break anywhere.
_WORD = re.compile(r"\W{0,3}[^\W\d_]{1,40}([-/\u00ad][^\W\d_]{1,40})*\W{0,3}")


def pdf_of(paper: Paper) -> bytes:
    """The document; the same paper gives the same bytes."""
    data = asdict(paper) | {"headings": headings(), "made_on": long_date(paper.made_on)}
    for section, told in zip(data["sections"], paper.sections, strict=True):
        section["is_empty"] = told.is_empty
    compiler = typst.Compiler(TEMPLATE, root=TEMPLATE.parent, font_paths=_typefaces(), ignore_system_fonts=True)
    made = compiler.compile(
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"paper": json.dumps(_settable(data) | {"closing": paper.closing}, ensure_ascii=False)},
        timestamp=datetime.combine(paper.made_on, time(12), UTC),
    )
    if not isinstance(made, bytes):
        raise TypeError("Typst gives one file of bytes for a PDF.")
    return made


@cache
def _typefaces() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def _settable(value: Any) -> Any:  # Any: values of JSON
    """The same data with texts that the typefaces can draw, whose long words find a place to break."""
    if isinstance(value, str):
        return _LONG.sub(_breaking, drawn(value))
    if isinstance(value, dict):
        return {key: _settable(each) for key, each in value.items()}
    return [_settable(each) for each in value] if isinstance(value, list | tuple) else value


def _breaking(word: re.Match[str]) -> str:
    text = word[0]
    return text if _WORD.fullmatch(text) else "\N{ZERO WIDTH SPACE}".join(text)
