"""A report of an edition that is not there yet: a draft of it, asking SKR for it, and matching once it is published."""

from evaluations.importing.editions.asking import ask_for_edition, was_asked
from evaluations.importing.editions.drafting import Found, draft_edition_from, found_in, suggestion

__all__ = ["Found", "ask_for_edition", "draft_edition_from", "found_in", "suggestion", "was_asked"]
