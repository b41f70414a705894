"""A draft edition made of a proposal's overview: areas and sub-areas with their titles, numbers and highest points."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts import journal
from accounts.errors import RuleViolation
from accounts.roles import Actor, require
from evaluations.importing.accepting.refusals import AboutPlaces
from evaluations.importing.interpreting.titles import plain
from evaluations.importing.reviewing.review import under_review
from evaluations.models import Area, Edition, EditionState, ProposedArea, ProposedSubarea, ReportImport, Subarea

KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,19}")
CODE = re.compile(r"(\d{1,2})\.(\d{1,3})")


class EditionKeyWrong(RuleViolation):
    """What the edition is called in addresses."""

    code = "edition_key_wrong"
    message = _("The edition's short name is a year or a short word: small letters, figures and hyphens.")
    status = 422


class EditionKeyTaken(RuleViolation):
    """Another edition has the key."""

    code = "edition_key_taken"
    message = _("There is already an edition with that short name. Choose it among the head facts, or another name.")


class NothingToDraft(RuleViolation):
    """No areas were found."""

    code = "nothing_to_draft"
    message = _("No areas were found in the report, so no edition can be made of it.")


class HighestPointsMissing(AboutPlaces):
    """The edition needs the highest points of every heading."""

    code = "highest_points_missing"
    message = _("State the highest points in the proposal first, for")


@dataclass(frozen=True, slots=True)
class Found:
    """What the proposal's overview holds."""

    areas: int
    subareas: int
    total: Decimal


def found_in(report_import: ReportImport) -> Found:
    """Count areas, sub-areas and highest points; two queries."""
    areas, subareas = _rows(report_import)
    total = sum((_highest(area, subareas) or Decimal() for area in areas), Decimal())
    return Found(len(areas), len(subareas), total)


def suggestion(report_import: ReportImport) -> tuple[str, str]:
    """Key and name to offer: the report's year."""
    key = str(report_import.year or "")
    return key, f"Kommunkompassen {key}".strip()


def draft_edition_from(by: Actor, report_import: ReportImport, key: str, name: str, *, now: datetime) -> Edition:
    """Make a draft edition of the proposal's overview, tie the import to it and match its rows.

    Pressed again it changes nothing. A sub-area or area whose title a stored edition knows goes on with its lineage.
    Raises EditionKeyWrong, EditionKeyTaken, NothingToDraft, HighestPointsMissing.
    """
    require(by, "draft_edition")
    key, name = key.strip().lower(), " ".join(name.split())[:80]  # it becomes the subject of a mail
    if not KEY.fullmatch(key) or not name:
        raise EditionKeyWrong
    with under_review(by, report_import) as locked:
        if locked.edition is not None and locked.edition.state == EditionState.DRAFT:
            return locked.edition
        areas, subareas = _rows(locked)
        _check(areas, subareas)
        edition = _edition(by, key, name)
        _write_parts(edition, areas, subareas)
        locked.edition = edition
        locked.sources["edition"] = {**locked.sources.get("edition", {}), "sure": True, "why": ""}
        locked.version += 1
        locked.save(update_fields=["edition", "sources", "version"])
        journal.record(by, "edition.drafted", edition, now=now, subject=edition.name, number=locked.number)
    return edition


def _rows(report_import: ReportImport) -> tuple[list[ProposedArea], list[ProposedSubarea]]:
    areas = ProposedArea.objects.filter(report_import=report_import).order_by("area_number")
    subareas = ProposedSubarea.objects.filter(report_import=report_import).order_by("area_number", "position", "id")
    return list(areas), list(subareas)


def _check(areas: list[ProposedArea], subareas: list[ProposedSubarea]) -> None:
    if not areas:
        raise NothingToDraft
    missing = [str(area.area_number) for area in areas if not _highest(area, subareas)]
    missing += [part.code or part.title for part in subareas if not part.maximum]
    if missing:
        raise HighestPointsMissing(missing)


def _highest(area: ProposedArea, subareas: Iterable[ProposedSubarea]) -> Decimal | None:
    """The area's highest points: as read, else the sum of its sub-areas'."""
    if area.maximum:
        return area.maximum
    parts = [part.maximum for part in subareas if part.area_number == area.area_number]
    return sum((part for part in parts if part), Decimal()) if parts and all(parts) else None


def _edition(by: Actor, key: str, name: str) -> Edition:
    try:
        with transaction.atomic():  # two at once with one key: the second is told, its transaction goes on
            made: Edition = Edition.objects.create(key=key, name=name, made_by_id=by.user_id)
    except IntegrityError:
        raise EditionKeyTaken from None
    return made


def _write_parts(edition: Edition, areas: list[ProposedArea], subareas: list[ProposedSubarea]) -> None:
    """Store areas and sub-areas, and match each row of the proposal with its own."""
    lineages = _Lineages(edition)
    for row in areas:
        title = row.title_in_overview or row.title
        area = Area(edition=edition, number=row.area_number, title=title[:200], max_points=_highest(row, subareas) or 0)
        area.aliases = [row.title[:200]] if row.title and plain(row.title) != plain(title) else []
        area.lineage = lineages.of_area((title, row.title)) or area.lineage
        area.save(force_insert=True)
        row.area = area
        parts = [part for part in subareas if part.area_number == row.area_number]
        for number, part in zip(_numbers(parts, row.area_number), parts, strict=True):
            made = Subarea(edition=edition, area=area, number=number, code=f"{row.area_number}.{number}")
            made.title, made.max_points = part.title, part.maximum or Decimal()
            made.lineage = lineages.of_subarea((part.title,)) or made.lineage
            made.save(force_insert=True)
            part.subarea = made
            if part.why == "by_likeness":
                part.is_sure, part.why = True, ""
    edition.areas_only = not subareas
    edition.save(update_fields=["areas_only"])
    ProposedArea.objects.bulk_update(areas, ["area"])
    ProposedSubarea.objects.bulk_update(subareas, ["subarea", "is_sure", "why"])


def _numbers(parts: list[ProposedSubarea], area_number: int) -> list[int]:
    """The sub-areas' numbers as the report writes them; their places where it does not, or not each its own."""
    codes = [CODE.fullmatch(part.code) for part in parts]
    numbers = [int(code[2]) for code in codes if code and int(code[1]) == area_number and int(code[2])]
    whole = len(numbers) == len(parts) == len(set(numbers))
    return numbers if whole else list(range(1, len(parts) + 1))


class _Lineages:
    """The lineages of the stored editions by title and alias, the newest edition first; each is given away once."""

    def __init__(self, edition: Edition) -> None:
        self._areas: dict[str, UUID] = {}
        self._subareas: dict[str, UUID] = {}
        for model, known in ((Area, self._areas), (Subarea, self._subareas)):
            rows = model.objects.exclude(edition=edition).select_related("edition")
            for row in rows.order_by("-edition__key", "id"):
                for title in (row.title, *row.aliases):
                    known.setdefault(plain(title), row.lineage)

    def of_area(self, titles: Iterable[str]) -> UUID | None:
        """That of an area with one of the titles."""
        return self._take(self._areas, titles)

    def of_subarea(self, titles: Iterable[str]) -> UUID | None:
        """That of a sub-area with one of the titles."""
        return self._take(self._subareas, titles)

    def _take(self, known: dict[str, UUID], titles: Iterable[str]) -> UUID | None:
        found = next((known[plain(title)] for title in titles if plain(title) in known), None)
        for title in [title for title, lineage in known.items() if lineage == found]:
            del known[title]
        return found
