"""List marks that stand at the middle height of their items instead of at their first lines."""

from collections.abc import Sequence

from .lines import TextLine

LEVEL = 0.15  # of the size: a mark this far from a baseline stands on it
OFF_MIDDLE = 0.3  # of the size: how far a mark may stand from the middle of its item


def with_centred_marks(lines: Sequence[TextLine]) -> list[TextLine] | None:
    """The lines with each mark at the first line of its item; None where the marks are not centred."""
    texts = [line for line in lines if line.text]
    marked = [line for line in lines if line.mark]
    inside = bool(marked and texts) and not texts[0].mark and marked[0].text[:1].islower()
    if not inside and not any(not line.text and _between(line, texts) for line in marked):
        return None
    firsts: list[int] = []
    start = 0
    for mark in marked:
        end = _end_of_item(texts, start, mark)
        if end is None:
            return None
        firsts.append(start)
        start = end + 1
    if start < len(texts):
        return None
    signs = [mark.sign for mark in marked]
    for line in texts:
        line.sign = None
    for place, sign in zip(firsts, signs, strict=True):
        texts[place].sign = sign
    return texts


def _between(mark: TextLine, texts: Sequence[TextLine]) -> bool:
    """Whether a mark stands between two lines, on neither."""
    above = any(line.baseline < mark.baseline - LEVEL * line.size for line in texts)
    below = any(line.baseline > mark.baseline + LEVEL * line.size for line in texts)
    on_line = any(abs(line.baseline - mark.baseline) <= LEVEL * line.size for line in texts)
    return above and below and not on_line


def _end_of_item(texts: Sequence[TextLine], start: int, mark: TextLine) -> int | None:
    """The last line of the item that begins at a line and whose middle is as high as the mark."""
    for end in range(start, len(texts)):
        off = (texts[start].baseline + texts[end].baseline) / 2 - mark.baseline
        if abs(off) <= OFF_MIDDLE * texts[start].size:
            return end
        if off > 0:
            return None
    return None
