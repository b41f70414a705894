"""Compares two readings in the exchange format as a person would: case, quotes and dashes make no difference."""

import re
import unicodedata
from typing import Any

HEAD = (
    "municipality", "municipality_code", "year", "evaluated", "report_date", "evaluators", "evaluation_number",
    "previous_year", "total", "discrepancies",
)  # fmt: skip


def plain(value: Any) -> Any:
    """A text without case, quotes and the shape of spaces and dashes; other values as they are."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    if not isinstance(value, str):
        return value
    text = unicodedata.normalize("NFKC", re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹]", "", value)).replace("\u00ad", "")
    text = re.sub("[”“\"'’]", "", text).replace("–", "-").replace("—", "-")
    return re.sub(r"\s+", " ", re.sub(r"\s*/\s*", "/", text)).strip(" .•-").casefold()


def differences(expected: dict[str, Any], read: dict[str, Any]) -> list[str]:
    """One line for everything that was read otherwise than expected."""
    found = [
        f"{key}: {read[key]!r} instead of {expected[key]!r}" for key in HEAD if plain(read[key]) != plain(expected[key])
    ]
    numbers = [area["number"] for area in read["areas"]]
    if numbers != [area["number"] for area in expected["areas"]]:
        return [*found, f"areas {numbers}"]
    for area, other in zip(expected["areas"], read["areas"], strict=True):
        for key in ("title", "achieved", "max", "subareas", "strengths", "improvements"):
            if plain(area[key]) != plain(other[key]):
                found.append(f"area {area['number']}, {key}: {other[key]!r} instead of {area[key]!r}")
        found += _sections(area, other)
    return found


def _sections(area: dict[str, Any], other: dict[str, Any]) -> list[str]:
    titles = [plain(section["title"]) for section in area["sections"]]
    read = [plain(section["title"]) for section in other["sections"]]
    if titles != read:
        return [f"area {area['number']}, sections: {read!r} instead of {titles!r}"]
    return [
        f"area {area['number']}, {section['title']}: {got['words']} words instead of {section['words']}"
        for section, got in zip(area["sections"], other["sections"], strict=True)
        if abs(section["words"] - got["words"]) > 5 + 0.05 * section["words"]
    ]
