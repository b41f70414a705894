"""The register of municipalities: codes, names, addresses."""

import re

import pytest

from accounts.register import find_by_name, genitive, municipalities


def test_all_municipalities_are_there_with_slugs_of_their_own() -> None:
    slugs = [row.slug for row in municipalities()]
    assert len(slugs) == len(set(slugs)) == 290
    assert [slug for slug in slugs if not re.fullmatch("[a-z]+(-[a-z]+)*", slug)] == []


def test_two_names_that_fold_alike_carry_their_county() -> None:
    assert {row.short_name: row.slug for row in municipalities() if row.short_name in ("Habo", "Håbo")} == {
        "Habo": "habo-jonkoping",
        "Håbo": "habo-uppsala",
    }


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Arboga", "1984"), ("ARBOGA KOMMUN", "1984"), ("arboga kommuns", "1984"), ("Bodens kommun", "2582"),
        ("Göteborgs Stad", "1480"), ("Stockholms stad", "0180"), ("Region Gotland", "0980"), ("Falu kommun", "2080"),
        ("Upplands  Väsby kommun", "0114"), ("Dals-Eds kommun", "1438"), ("Habo", "0643"), ("Håbo kommun", "0305"),
        ("Arboga och Boden", None), ("", None), ("kommun", None),
    ],
)  # fmt: skip
def test_a_name_is_found_however_it_is_written(text: str, code: str | None) -> None:
    found = find_by_name(text)
    assert (found.code if found else None) == code


def test_every_name_and_genitive_finds_its_own_row() -> None:
    for row in municipalities():
        for name in (row.name, row.short_name, genitive(row.short_name), row.name.upper()):
            assert find_by_name(name) == row
