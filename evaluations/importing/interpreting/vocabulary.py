"""The words that a document has whole, by which a word cut in two is recognised."""

import re

from evaluations.importing.reading.blocks import Document

MOST_WORDS = 200_000
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def vocabulary(document: Document) -> frozenset[str]:
    """Words in small letters; what stands last on a line or in a cell may be cut and is left out by being rare."""
    found: set[str] = set()
    for token in document.words():
        if len(token) < 60:
            match = WORD.search(token)
            if match and not token.endswith("-"):
                found.add(match[0].casefold())
        if len(found) > MOST_WORDS:
            break
    return frozenset(found)
