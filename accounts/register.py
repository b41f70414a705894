"""The register of Swedish municipalities that ships with the product: codes, names and counties."""

import csv
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

REGISTER_FILE = Path(__file__).parent / "data" / "municipalities.csv"

# Two pairs of letters fold to one slug, so these two carry their county.
SLUGS_TOLD_APART = {"Håbo": "habo-uppsala", "Habo": "habo-jonkoping"}

# The everyday form drops a letter that no genitive rule explains.
FORMS_OF_THEIR_OWN = {"Falun": ("Falu",)}

LETTERS = str.maketrans({"å": "a", "ä": "a", "ö": "o", "é": "e", " ": "-"})
KIND_OF_BODY = re.compile(r"^region\s+|\s+(?:kommuner|kommuns?|stads?)$")


@dataclass(frozen=True, slots=True)
class RegisteredMunicipality:
    """One row of the register; `name` is the official name with its genitive ("Hultsfreds kommun")."""

    code: str
    name: str
    short_name: str
    slug: str
    county_code: str
    county_name: str
    county_short_name: str


@cache
def municipalities() -> tuple[RegisteredMunicipality, ...]:
    """All municipalities in the order of their codes."""
    with REGISTER_FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            RegisteredMunicipality(
                code=row["municipality_code"],
                name=row["municipality_name"],
                short_name=row["municipality_name_short"],
                slug=slug_of(row["municipality_name_short"]),
                county_code=row["county_code"],
                county_name=row["county_name"],
                county_short_name=row["county_name_short"],
            )
            for row in csv.DictReader(file)
        )


def slug_of(short_name: str) -> str:
    """The part of an address that names a municipality; made once and stored by whoever loads the register."""
    return SLUGS_TOLD_APART.get(short_name) or short_name.casefold().translate(LETTERS)


def genitive(name: str) -> str:
    """The name as owner: "Hultsfred" gives "Hultsfreds", "Höganäs" stays as it is."""
    return name if name.casefold().endswith(("s", "x", "z")) else f"{name}s"


def find_by_name(text: str, register: Iterable[RegisteredMunicipality] | None = None) -> RegisteredMunicipality | None:
    """The municipality that the whole text names; kommun, stad, Region, genitive, case and spaces do not matter."""
    forms = _forms(municipalities() if register is None else tuple(register))
    return forms.get(_plain(text))


def forms_of(register: Iterable[RegisteredMunicipality]) -> dict[str, RegisteredMunicipality]:
    """Every plain form under which a municipality of the register may be written."""
    forms: dict[str, RegisteredMunicipality] = {}
    rows = tuple(register)
    for row in rows:
        for name in (row.short_name, row.name, *FORMS_OF_THEIR_OWN.get(row.short_name, ())):
            forms.setdefault(_plain(name), row)
    for row in rows:  # after every plain name, so that a genitive never takes another municipality's name
        for name in (row.short_name, *FORMS_OF_THEIR_OWN.get(row.short_name, ())):
            forms.setdefault(_plain(genitive(name)), row)
    return forms


@lru_cache(maxsize=4)
def _forms(rows: tuple[RegisteredMunicipality, ...]) -> dict[str, RegisteredMunicipality]:
    return forms_of(rows)


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFC", text[:200]).casefold()
    folded = re.sub(r"[\s\-–‑]+", " ", folded).strip(" .,:;")
    return KIND_OF_BODY.sub("", folded).strip()
