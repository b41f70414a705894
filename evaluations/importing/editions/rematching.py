"""A newly published edition is matched with the proposals that wait for one, each in the scope that owns it."""

from accounts import journal, outbox
from accounts.models import Municipality
from accounts.tenancy import Scope
from evaluations.importing.edition_rows import EditionRows, rows_of_edition
from evaluations.models import Edition, EditionState, ImportState, ProposedArea, ProposedSubarea, ReportImport

MATCH_OWN = "import.match_own"
FITS = 0.85  # the share of the overview's sub-areas that the edition surely has, and the other way round


def match_everywhere(running: outbox.Running) -> None:
    """Match SKR's waiting proposals, and promise the same to each municipality, whose imports SKR cannot see."""
    match_waiting(running)
    for pk in Municipality.objects.order_by("pk").values_list("pk", flat=True):
        key = f"{MATCH_OWN}:{running.arguments['edition']}:{pk}"
        outbox.promise(MATCH_OWN, key, Scope(municipality=pk), running.now, edition=running.arguments["edition"])


def match_waiting(running: outbox.Running) -> None:
    """Tie the scope's proposals without an edition to this one, where their overview fits it. A second run: nothing."""
    edition = Edition.objects.filter(pk=running.arguments["edition"], state=EditionState.PUBLISHED).first()
    waiting = ReportImport.objects.visible_to(running.by).filter(state=ImportState.PROPOSED, edition=None)
    found = list(waiting.select_for_update().order_by("id"))
    if edition is None or not found:
        return
    rows = rows_of_edition(edition)
    for report_import in found:
        areas = list(ProposedArea.objects.filter(report_import=report_import))
        subareas = list(ProposedSubarea.objects.filter(report_import=report_import))
        if not fits(areas, subareas, rows):
            continue
        _match(areas, subareas, rows)
        report_import.edition = edition
        report_import.sources["edition"] = {**report_import.sources.get("edition", {}), "sure": True, "why": ""}
        report_import.version += 1
        report_import.save(update_fields=["edition", "sources", "version"])
        stream = report_import.municipality_id if report_import.is_own else None
        journal.record(
            running.by,
            "import.edition_found",
            report_import,
            now=running.now,
            municipality=stream,
            subject=str(report_import),
            edition=edition.name,
        )


def fits(areas: list[ProposedArea], subareas: list[ProposedSubarea], rows: EditionRows) -> bool:
    """Whether the overview is the edition's: the same areas, and nearly all sub-areas by their title."""
    known = sum(len(parts) for parts in rows.subareas.values())
    if not subareas or {area.area_number for area in areas} != set(rows.areas):
        return False
    sure = sum(rows.subarea(part.area_number, part.code, part.title)[1] for part in subareas)
    return sure >= FITS * max(known, len(subareas))


def _match(areas: list[ProposedArea], subareas: list[ProposedSubarea], rows: EditionRows) -> None:
    for area in areas:
        area.area = rows.area(area.area_number)
    for part in subareas:
        part.subarea, likely = rows.subarea(part.area_number, part.code, part.title)
        if not likely:
            part.is_sure, part.why = False, "by_likeness"
        elif part.why == "by_likeness":
            part.is_sure, part.why = True, ""
    ProposedArea.objects.bulk_update(areas, ["area"])
    ProposedSubarea.objects.bulk_update(subareas, ["subarea", "is_sure", "why"])
