"""Which published version an address means."""

from typing import NamedTuple

from django.db.models import QuerySet

from evaluations.models import PublishedVersion


class Chosen(NamedTuple):
    """A version with its content, all versions of its evaluation (newest first), the newest ones of the others."""

    version: PublishedVersion
    versions: list[PublishedVersion]
    others: list[PublishedVersion]

    @property
    def is_newest(self) -> bool:
        """Whether no later version replaced it."""
        return self.version == self.versions[0]


def choose(
    rows: QuerySet[PublishedVersion], slug: str, *, year: int | None = None, number: int | None = None, case: str = ""
) -> Chosen | None:
    """The municipality's newest result, or that of a year, a version and a case; None where there is none. Two queries.

    Two evaluations of one year: the one that was published last is meant unless the case is named.
    """
    heads = rows.filter(municipality__slug=slug).select_related("municipality", "edition").defer("content")
    by_case: dict[int, list[PublishedVersion]] = {}
    for head in heads.order_by("-number"):
        by_case.setdefault(head.evaluation_id, []).append(head)
    newest = sorted((versions[0] for versions in by_case.values()), key=lambda head: (head.year, head.at), reverse=True)
    meant = [head for head in newest if year in (None, head.year) and case in ("", head.case_number)]
    if not meant:
        return None
    versions = by_case[meant[0].evaluation_id]
    version = next((head for head in versions if number in (None, head.number)), None)
    if version is None:
        return None
    version.content = rows.values_list("content", flat=True).get(pk=version.pk)
    return Chosen(version, versions, [head for head in newest if head.evaluation_id != version.evaluation_id])
