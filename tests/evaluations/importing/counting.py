"""How much of what stood in reports was read, kind by kind: recall and precision over many of them."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tests.evaluations.importing.comparing import plain

KINDS = ("head", "area", "subarea", "strength", "improvement", "section", "discrepancy")
ITEMS = (("strength", "strengths"), ("improvement", "improvements"))

type Facts = dict[str, Counter[tuple[object, ...]]]


def facts(report: dict[str, Any]) -> Facts:
    """The report as facts of each kind; the same fact twice counts twice."""
    found: Facts = {kind: Counter() for kind in KINDS}
    for key, value in report.items():
        if key not in ("areas", "evaluators", "discrepancies"):
            found["head"][(key, plain(value))] += 1
    for person in report["evaluators"]:
        found["head"][("evaluator", plain(person["name"]), plain(person["organisation"]))] += 1
    for area in report["areas"]:
        number = area["number"]
        found["area"][(number, plain(area["title"]), area["achieved"], area["max"])] += 1
        for each in area["subareas"]:
            found["subarea"][(each["code"], plain(each["title"]), each["achieved"], each["max"])] += 1
        for kind, key in ITEMS:
            found[kind].update((number, plain(text)) for text in area[key])
        for section in area["sections"]:
            found["section"][(number, plain(section["title"]))] += 1
    for item in report["discrepancies"]:
        found["discrepancy"][tuple(sorted((key, str(value)) for key, value in item.items()))] += 1
    return found


@dataclass
class Tally:
    """Facts that stood in the reports, that were read, and that are both, by kind."""

    written: Counter[str] = field(default_factory=Counter)
    read: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    reports: int = 0
    whole: int = 0

    def add(self, expected: dict[str, Any], read: dict[str, Any] | None) -> None:
        """Count one report; None where it could not be read at all."""
        wanted = facts(expected)
        got = facts(read) if read is not None else {kind: Counter() for kind in KINDS}
        self.reports += 1
        self.whole += wanted == got
        for kind in KINDS:
            self.written[kind] += wanted[kind].total()
            self.read[kind] += got[kind].total()
            self.right[kind] += (wanted[kind] & got[kind]).total()

    def lines(self) -> list[str]:
        """A line a kind: recall and precision in per cent and as counts."""
        table = [f"{self.reports} reports, {self.whole} of them without any difference"]
        for kind in KINDS:
            right = self.right[kind]
            table.append(
                f"{kind:12} recall {_share(right, self.written[kind])}  precision {_share(right, self.read[kind])}"
            )
        return table


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole if whole else 100:6.2f} % ({part}/{whole})"


def wrong_boundaries(expected: dict[str, Any], read: dict[str, Any]) -> dict[str, int] | None:
    """Places of each kind where two items were joined or one was parted; None where items have other words."""
    wrong = {key: 0 for _, key in ITEMS}
    for area, other in zip(expected["areas"], read["areas"], strict=True):
        for _, key in ITEMS:
            one, two = _boundaries(area[key]), _boundaries(other[key])
            if one[0] != two[0]:
                return None
            wrong[key] += len(one[1] ^ two[1])
    return wrong


def _boundaries(items: list[str]) -> tuple[str, set[int]]:
    """All letters of the items, and after how many of them an item ends."""
    letters = ""
    ends = set()
    for item in items:
        letters += "".join(filter(str.isalnum, plain(item)))
        ends.add(len(letters))
    return letters, ends
