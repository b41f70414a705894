"""Points wherever they stand: in tables, lists and headings, before, after and among the areas, or nowhere."""

from decimal import Decimal

import pytest

from evaluations.importing.draft import ReportDraft, Why
from tests.evaluations.importing.small_report import LISTS, NARRATIVE, small_report

ROWS = [
    ("1.1", "Strategi för demokratiutveckling och information", 11, 20),
    ("1.4", "Transparens kring resultat", 4, 10),
]
CHAPTER = "4 Översikt av poängfördelning\n\n"
HEADER = "1. Samspel mellan förtroendevalda och medborgare\tUppnått\tMax"


def points(draft: ReportDraft) -> list[tuple[str, str, object, object]]:
    return [(each.code, each.title, each.achieved, each.max) for each in draft.areas[0].subareas]


@pytest.mark.parametrize(
    "row",
    [
        "{c} {t}\t{a}\t{m}", "{c}\t{t}\t{a}\t{m}", "{c} {t}: {a} av {m}", "{c} {t} {a} poäng (max {m})",
        "{c} {t} {a} ({m})",
        "{c} {t} – {a}/{m} p", "{c} {t} ........ {a} ........ {m}", "• {c} {t} {a} av {m} möjliga poäng",
        "{c}. {t}\t{a},0\t{m},0",
        "| {c} {t} | {a} | {m} |", "{c} {t}     {a}     {m}",
    ],
)  # fmt: skip
@pytest.mark.parametrize("header", [HEADER, HEADER.partition("\t")[0]])
def test_sub_areas_are_read_from_rows_of_many_shapes(row: str, header: str) -> None:
    lines = [row.format(c=code, t=title, a=achieved, m=most) for code, title, achieved, most in ROWS]
    draft = small_report(after=CHAPTER + "\n".join([header, *lines]))
    assert points(draft) == ROWS
    assert (draft.areas[0].achieved.value, draft.areas[0].max.value) == (15, 30)


def test_sub_areas_without_numbers_take_their_place_as_number() -> None:
    draft = small_report(after=CHAPTER + "\n".join([HEADER, *(f"{title}\t{a}\t{m}" for _, title, a, m in ROWS)]))
    assert points(draft) == [("1.1", *ROWS[0][1:]), ("1.2", *ROWS[1][1:])]


def test_an_overview_may_stand_in_the_areas() -> None:
    table = "\n".join([HEADER, *(f"{code} {title}\t{a}\t{m}" for code, title, a, m in ROWS), "Summa\t15\t30"])
    for area in (f"{LISTS}\n\n{table}", f"{table}\n\n{LISTS}"):
        draft = small_report(area=area)
        assert points(draft) == ROWS
        assert draft.areas[0].achieved.value == 15
        assert [item.text for item in draft.areas[0].improvements] == ["Bred dialog"]


def test_points_behind_headings_are_the_sub_areas_own_where_there_is_no_overview() -> None:
    area = "\n\n".join(f"{code} {title} ({a} av {m})\n\n{NARRATIVE}" for code, title, a, m in ROWS)
    draft = small_report(area=f"{area}\n\n{LISTS}")
    assert points(draft) == ROWS
    assert [section.title for section in draft.areas[0].sections] == ["Allmänt", ROWS[0][1], ROWS[1][1]]
    assert {each.why for each in draft.areas[0].subareas} == {Why.FROM_SECTION}


def test_without_any_overview_the_sections_points_are_the_areas() -> None:
    draft = small_report()
    assert points(draft) == []
    assert (draft.areas[0].achieved.value, draft.areas[0].achieved.why) == (50, Why.FROM_SECTION)


def test_decimals_are_kept_and_compared() -> None:
    rows = "\n".join(
        [HEADER, "1.1 Strategi\t11,5\t20\t58%", "1.4 Transparens kring resultat\t4,25\t10\t43%", "\t15,75\t30"]
    )
    draft = small_report(after=CHAPTER + rows)
    assert [each.achieved for each in draft.areas[0].subareas] == [Decimal("11.5"), Decimal("4.25")]
    kinds = [found.kind for found in draft.discrepancies]
    assert kinds == ["area_points"]


@pytest.mark.parametrize("nothing", ["–", "-", "ej bedömd", "Ej bedömt", "utgår", "e.b."])
def test_a_sub_area_that_was_not_judged_has_no_points(nothing: str) -> None:
    rows = "\n".join([HEADER, f"1.1 Strategi\t{nothing}\t20", "1.4 Transparens kring resultat\t4\t10", "\t4\t10"])
    draft = small_report(after=CHAPTER + rows)
    assert points(draft) == [("1.1", "Strategi", None, 20), ("1.4", "Transparens kring resultat", 4, 10)]


def test_the_lists_of_headings_and_the_overview_are_compared_and_nothing_is_called_a_contradiction() -> None:
    listed = "Rubriker\tPoäng\n• Strategi för demokratiutveckling och information • Öppenhet om resultat\t15"
    rows = "\n".join([HEADER, *(f"{code} {title}\t{a}\t{m}" for code, title, a, m in ROWS), "\t15\t30"])
    draft = small_report(area=f"{listed}\n\n{LISTS}", after=CHAPTER + rows)
    first, second = draft.areas[0].subareas
    assert (first.sure, first.why) == (True, Why.PLAIN)
    assert (second.sure, second.why) == (False, Why.LISTED_OTHERWISE)
    assert draft.areas[0].rubrics_why is Why.LISTED_OTHERWISE
    assert {found.kind for found in draft.discrepancies} <= {"area_points"}
