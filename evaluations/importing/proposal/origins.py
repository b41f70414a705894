"""Where a value was read, the line it stood on, and how sure the reading is."""

from evaluations.importing.draft import Reading, Source, Why


def place_of(source: Source | None) -> dict[str, object]:
    """Page, line and box of a value; nothing where nobody knows."""
    if source is None:
        return {"page": None, "line": None, "box": None}
    return {"page": source.page, "line": source.line, "box": list(source.box) if source.box else None}


def told[T](reading: Reading[T]) -> dict[str, object]:
    """A head fact's origin, as the import keeps it."""
    return {
        **place_of(reading.source),
        "quote": plain(reading.source.quote if reading.source else ""),
        "sure": reading.sure,
        "why": _reason(reading.why),
    }


def origin(source: Source | None, *, sure: bool = True, why: Why = Why.PLAIN) -> dict[str, object]:
    """The fields that every proposed row has."""
    return {
        **place_of(source),
        "quote": plain(source.quote if source else ""),
        "is_sure": sure,
        "why": _reason(why),
    }


def plain(text: str) -> str:
    """A text as the database takes it."""
    return text.replace("\x00", "").strip()


def _reason(why: Why) -> str:
    return "" if why == Why.PLAIN else str(why)
