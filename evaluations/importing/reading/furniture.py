"""What pages repeat and reports do not say: running headers and footers, page numbers."""

import re
from collections import Counter, defaultdict
from itertools import pairwise

from .blocks import Line

EDGE_LINES = 3
MOST_HEADINGS_ALIKE = 10  # a heading may stand once in each of eight areas; a running line stands on every page
DIGITS = re.compile(r"\d+")
PAGE_NUMBER = re.compile(
    r"^\s*(?:[-–—|]\s*)?(?:sid(?:a|an)?\.?\s*)?\d{1,3}(?:\s*(?:\(\s*\d{1,3}\s*\)|/\s*\d{1,3}|av\s+\d{1,3}))?(?:\s*[-–—|])?\s*$",
    re.IGNORECASE,
)
NAMED_PAGE = re.compile(
    r"^\s*(?:[-–—]\s*\d{1,3}\s*[-–—]|sid(?:a|an)?\.?\s*\d.*|\d{1,3}\s*\(\s*\d{1,3}\s*\))\s*$", re.IGNORECASE
)
NEVER = re.compile(
    r"styrk|förbättring|utveckling|rubriker|poäng|uppnå|max|allmänt|sammanfattning|område|delområde|summa|total|procent",
    re.IGNORECASE,
)


def page_furniture(lines: list[Line]) -> set[int]:
    """The numbers of the lines that pages repeat."""
    short = [line for line in lines if line.text.strip() and len(line.text) < 120 and "\t" not in line.text.strip()]
    places: defaultdict[str, list[Line]] = defaultdict(list)
    for line in short:
        places[_shape(line.text)].append(line)
    edges = _edges(lines)
    pages = {line.place.page for line in lines}
    furniture = _page_numbers(lines)
    for shape, alike in places.items():
        if PAGE_NUMBER.match(alike[0].text):
            furniture.update(line.place.line for line in alike if NAMED_PAGE.match(line.text))
        elif len(alike) >= 3 and not _is_content(shape, alike[0].text):
            at_edge = [line for line in alike if line.place.line in edges]
            runs = _numbers_rise(alike) and len(alike) >= 5
            if runs or len(alike) > MOST_HEADINGS_ALIKE:
                furniture.update(line.place.line for line in alike)
            elif len(at_edge) >= 3 and len(at_edge) * 3 >= len(pages):
                furniture.update(line.place.line for line in at_edge)
    return furniture


def _page_numbers(lines: list[Line]) -> set[int]:
    """Numbers alone at the top or foot of the pages, if they count the pages."""
    pages: defaultdict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if line.place.page is not None and line.text.strip():
            pages[line.place.page].append(line)
    for edge in (0, -1):
        alone = [page[edge] for page in pages.values() if PAGE_NUMBER.match(page[edge].text)]
        numbers = [int(found[0][:6]) for line in alone if (found := DIGITS.findall(line.text))]
        rises = sum(later == earlier + 1 for earlier, later in pairwise(numbers))
        if rises >= 1 and rises * 2 >= len(numbers) - 1:
            return {line.place.line for line in alone}
    return set()


def _shape(text: str) -> str:
    return DIGITS.sub("#", " ".join(text.casefold().split()))


def _is_content(shape: str, text: str) -> bool:
    """List items, bare marks and the words that structure a report are no furniture however often they come."""
    letters = sum(map(str.isalpha, shape))
    return letters < 4 or bool(NEVER.search(shape)) or text.lstrip()[:1] in "•-–*<|"


def _edges(lines: list[Line]) -> set[int]:
    by_page: defaultdict[int, list[int]] = defaultdict(list)
    for line in lines:
        if line.place.page is not None and line.text.strip():
            by_page[line.place.page].append(line.place.line)
    edges: set[int] = set()
    for numbers in by_page.values():
        edges.update(numbers[:EDGE_LINES], numbers[-EDGE_LINES:])
    return edges


def _numbers_rise(lines: list[Line]) -> bool:
    """Whether the same words come with an ever higher number, as page numbers do."""
    last: list[int] = []
    for line in lines:
        found = DIGITS.findall(line.text)
        if not found:
            return False
        last.append(int(found[-1][:6]))
    firsts = [int(DIGITS.findall(line.text)[0][:6]) for line in lines]
    return any(Counter(run).most_common(1)[0][1] == 1 and run == sorted(run) for run in (last, firsts))
