"""Reading reports that exist: a file becomes a proposal, and nothing is stored."""

from collections.abc import Callable, Iterable, Sequence

from accounts.register import RegisteredMunicipality
from evaluations.rubric_files import ShippedEdition

from .draft import ReportDraft
from .interpreting import interpret
from .reading import UnreadableReport, read_document

__all__ = ["ReportDraft", "UnreadableReport", "read_report"]


def read_report(
    data: bytes,
    filename: str,
    register: Iterable[RegisteredMunicipality] | None = None,
    on_page: Callable[[int, int], None] | None = None,
    editions: Sequence[ShippedEdition] | None = None,
) -> ReportDraft:
    """The proposal that a file gives. Refuses only with `UnreadableReport`.

    The register and the editions that ship with the product are the defaults.

    `on_page` is told which page of a PDF has been read, and of how many.
    """
    return interpret(read_document(data, filename, on_page), register, editions)
