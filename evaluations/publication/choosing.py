"""Which published version an address means."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from evaluations.models import Evaluation, PublishedVersion


class Chosen(NamedTuple):
    """A version with its content, all versions of its evaluation (newest first), the newest ones of the others.

    Apart from the others are the municipality's own that SKR has taken over.
    """

    version: PublishedVersion
    versions: list[PublishedVersion]
    others: list[PublishedVersion]
    replaced: list[PublishedVersion]

    @property
    def is_newest(self) -> bool:
        """Whether no later version replaced it."""
        return self.version == self.versions[0]


def choose(
    rows: QuerySet[PublishedVersion], slug: str, *, year: int | None = None, number: int | None = None, case: str = ""
) -> Chosen | None:
    """The municipality's newest result, or that of a year, a version and a case; None where there is none. Two queries.

    Two evaluations of one year: the one that was published last is meant unless the case is named. An own one that SKR
    has taken over is meant only where its case is named.
    """
    taken_over = Evaluation.objects.filter(pk=OuterRef("evaluation_id"), replaced_by__isnull=False)
    heads = rows.filter(municipality__slug=slug).select_related("municipality", "edition").defer("content")
    heads = heads.annotate(is_replaced=Exists(taken_over))
    by_case: dict[int, list[PublishedVersion]] = {}
    for head in heads.order_by("-number"):
        by_case.setdefault(head.evaluation_id, []).append(head)
    newest = sorted((versions[0] for versions in by_case.values()), key=_latest_first, reverse=True)
    meant = [head for head in newest if year in (None, head.year) and case in ("", head.case_number)]
    if not meant:
        return None
    versions = by_case[meant[0].evaluation_id]
    version = next((head for head in versions if number in (None, head.number)), None)
    if version is None:
        return None
    version.content = rows.values_list("content", flat=True).get(pk=version.pk)
    others = [head for head in newest if head.evaluation_id != version.evaluation_id]
    kept, replaced = ([head for head in others if _is_replaced(head) is wanted] for wanted in (False, True))
    return Chosen(version, versions, kept, replaced)


def _is_replaced(head: PublishedVersion) -> bool:
    return bool(head.is_replaced)  # type: ignore[attr-defined]  # annotated by choose()


def _latest_first(head: PublishedVersion) -> tuple[bool, int, datetime]:
    return not _is_replaced(head), head.year, head.at
