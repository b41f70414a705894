"""How numbers and dates are written. The Swedish words come from the catalogue; what is tested here is the form."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from kompass_site.templatetags import numbers

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"


@pytest.fixture(autouse=True)
def _swedish():
    with translation.override("sv"):
        yield


@pytest.mark.parametrize(
    ("value", "written"),
    [(None, "–"), (0, "0"), (66, "66"), (Decimal("65.5"), "66"), (Decimal("66.499"), "66"), (1500, "1 500")],
)
def test_points_are_whole_and_what_is_not_known_is_a_dash(value, written):
    assert numbers.points(value) == written.replace(" ", NO_BREAK_SPACE)


@pytest.mark.parametrize(
    ("achieved", "maximum", "written"),
    [
        (66, 100, "66 % "),
        (504, 800, "63 % "),
        (0, 100, "0 % "),
        (Decimal("0.5"), 100, "1 % "),
        (None, 100, "– "),
        (66, 0, "– "),
        (66, None, "– "),
    ],
)
def test_share_is_whole_percent_after_a_space_that_does_not_break(achieved, maximum, written):
    assert numbers.share_of(achieved, maximum) == written.strip().replace(" ", NO_BREAK_SPACE)


def test_points_of_highest_do_not_break():
    with translation.override("en"):
        assert numbers.of(504, 785) == "504 of 785".replace(" ", NO_BREAK_SPACE)
    assert numbers.of(None, 100) == "–"
    assert numbers.of(66, None) == "–"


@pytest.mark.parametrize(("value", "written"), [(4, "+4"), (-3, "−3"), (0, "±0"), (Decimal("-0.4"), "±0"), (None, "–")])
def test_difference_has_its_sign(value, written):
    assert numbers.signed(value) == written


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [(1234.5, None, "1 234,5"), (Decimal("2.5"), 2, "2,50"), (-12, None, "−12"), (None, None, "–"), (0, None, "0")],
)
def test_figures_follow_the_language(value, decimals, written):
    assert numbers.number(value, decimals) == written.replace(" ", NO_BREAK_SPACE)


def test_dates_in_text_and_in_tables():
    assert numbers.long_date(date(2027, 4, 30)) == "30 april 2027".replace(" ", NO_BREAK_SPACE)
    assert numbers.table_date(date(2027, 4, 30)) == "2027-04-30"
    assert numbers.long_date(None) == numbers.table_date(None) == "–"


def test_dates_are_local():
    new_year = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    assert numbers.table_date(new_year) == "2027-01-01"
    assert numbers.long_date(new_year) == "1 januari 2027".replace(" ", NO_BREAK_SPACE)


@pytest.mark.parametrize(("precision", "written"), [("year", "2023"), ("month", "maj 2023"), ("day", "12 maj 2023")])
def test_date_is_as_exact_as_it_is_known(precision, written):
    assert numbers.by_precision(date(2023, 5, 12), precision) == written.replace(" ", NO_BREAK_SPACE)


def test_moment_is_local_with_a_full_stop_in_the_time():
    assert numbers.moment(datetime(2027, 4, 30, 12, 5, tzinfo=UTC)).endswith(f"{NO_BREAK_SPACE}14.05")
    assert numbers.moment(None) == "–"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (date(2027, 4, 12), "today"),
        (date(2027, 4, 13), "tomorrow"),
        (date(2027, 4, 11), "yesterday"),
        (date(2027, 4, 15), "in 3 days"),
        (date(2027, 3, 31), "12 days ago"),
        (None, ""),
    ],
)
def test_days_from_today(value, written):
    with translation.override("en"):
        assert numbers.days_from(value, date(2027, 4, 12)) == written


@pytest.mark.parametrize(
    ("values", "written"),
    [
        ([], "–"),
        (["Anna"], "Anna"),
        (["Anna", "Bo"], "Anna and Bo"),
        (["Anna", "Bo", "<b>"], "Anna, Bo and &lt;b&gt;"),
    ],
)
def test_list_is_joined_as_in_a_sentence(values, written):
    with translation.override("en"):
        assert numbers.listed(values) == written


def test_dash_stands_for_what_is_missing_only():
    assert [numbers.dash(value) for value in (None, "", 0, "Bo")] == ["–", "–", 0, "Bo"]
