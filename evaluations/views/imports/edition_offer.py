"""What the review says of an edition that is not there yet, or still a draft."""

from dataclasses import dataclass

from accounts.roles import Actor
from evaluations.importing import editions
from evaluations.models import Edition, EditionState, ReportImport


@dataclass(frozen=True, slots=True)
class EditionOffer:
    """The draft that the import stands on, or what was found and what this person can do about it."""

    may_draft: bool
    draft: Edition | None = None
    found: editions.Found | None = None
    key: str = ""
    name: str = ""
    was_asked: bool = False


def edition_offer(by: Actor, report_import: ReportImport) -> EditionOffer | None:
    """None where the edition is published. Two or three queries where there is no edition."""
    may_draft = by.may("draft_edition")
    if report_import.edition is not None:
        is_draft = report_import.edition.state == EditionState.DRAFT
        return EditionOffer(may_draft, report_import.edition) if is_draft else None
    key, name = editions.suggestion(report_import)
    asked = not may_draft and editions.was_asked(report_import)
    return EditionOffer(may_draft, None, editions.found_in(report_import), key, name, asked)
