"""The shipped editions and the mapping between them."""

from evaluations.rubric_files import ShippedMapping, compose, shipped_editions, shipped_mapping


def test_each_edition_has_eight_areas_of_a_hundred_points() -> None:
    assert [(edition.key, len(edition.areas), len(edition.subareas)) for edition in shipped_editions()] == [
        ("2010", 8, 0),
        ("2016", 8, 45),
        ("2020", 8, 35),
        ("2021", 8, 36),
    ]
    for edition in shipped_editions()[1:]:
        assert [sum(subarea.max for subarea in area.subareas) for area in edition.areas] == [100] * 8


def test_a_composed_mapping_is_never_better_than_partial() -> None:
    rows = (
        ShippedMapping("a", "1.1", "c", "1.1", "full"),
        ShippedMapping("a", "1.2", "c", None, "none"),
        ShippedMapping("b", "2.1", "c", "1.1", "full"),
    )
    assert compose(rows, older="a", newer="b", through="c") == (
        ShippedMapping("a", "1.1", "b", "2.1", "partial"),
        ShippedMapping("a", "1.2", "b", None, "none"),
    )
    assert {row.comparable for row in shipped_mapping() if row.to_edition == "2020"} == {"partial", "none"}


def test_every_mapped_code_exists() -> None:
    codes = {edition.key: {subarea.code for subarea in edition.subareas} for edition in shipped_editions()}
    for row in shipped_mapping():
        assert row.from_code in codes[row.from_edition]
        assert row.to_code is None or row.to_code in codes[row.to_edition]
