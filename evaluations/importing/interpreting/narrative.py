"""The texts under an area's headings as plain Markdown, with the sub-areas that each heading covers."""

from collections.abc import Sequence

from evaluations.importing.draft import SectionDraft, SubareaDraft, Why

from .entries import ANYTHING, Entry, count_words, ends_sentence, join, starts_small
from .section import AreaSection, SectionText
from .titles import likeness, plain, stems, subarea_titles

LIKE_ENOUGH = 0.6


def narrative_of(
    section: AreaSection, subareas: Sequence[SubareaDraft], words: frozenset[str]
) -> tuple[SectionDraft, ...]:
    """The headings of the narrative in order, each with its text; what stands under no heading has an empty title."""
    drafts: list[SectionDraft] = []
    for text in section.texts:
        markdown = as_markdown(text.entries, words)
        if not text.title and not ANYTHING.search(markdown):
            continue
        drafts.append(
            SectionDraft(
                title=text.title,
                text=markdown,
                words=sum(count_words(entry.text) for entry in text.entries),
                subarea_codes=covered(text, section.rubrics, subareas),
                footnotes=tuple(text.footnotes),
                source=text.source,
                sure=text.sure and bool(text.title),
                why=text.why if text.title else Why.BY_LAYOUT,
            )
        )
    return tuple(drafts)


def as_markdown(entries: Sequence[Entry], words: frozenset[str]) -> str:
    """Paragraphs with an empty line between them, lists with hyphens; what a page break parted is joined."""
    parts: list[str] = []
    for entry in entries:
        text = entry.text.replace("\t", " | ").strip()
        if entry.kind == "item":
            parts.append(f"- {text}")
        elif parts and entry.kind == "line" and _runs_on(parts[-1], entry):
            parts[-1] = join(parts[-1], text, words)
        else:
            parts.append(text)
    lines: list[str] = []
    for part in parts:
        in_list = part.startswith("- ") and bool(lines) and lines[-1].startswith("- ")
        lines.append(part if in_list or not lines else f"\n{part}")
    return "\n".join(lines)


def _runs_on(before: str, entry: Entry) -> bool:
    if not entry.gap:
        return True
    return starts_small(entry.text) and not ends_sentence(before) and not before.startswith("- ")


def covered(text: SectionText, rubrics: Sequence[str], subareas: Sequence[SubareaDraft]) -> tuple[str, ...]:
    """The sub-areas that a heading speaks of: the same title, its place in the list of rubrics, or all its words."""
    if text.code and any(subarea.code == text.code for subarea in subareas):
        return (text.code,)
    same = [subarea.code for subarea in subareas if plain(subarea.title) == plain(text.title)]
    if same or not text.title:
        return tuple(same)
    words = stems(text.title)
    merged = [subarea.code for subarea in subareas if stems(subarea.title) and stems(subarea.title) <= words]
    if len(merged) > 1:
        return tuple(merged)
    if len(rubrics) == len(subareas):
        listed = [
            subarea.code
            for rubric, subarea in zip(rubrics, subareas, strict=True)
            if likeness(rubric, text.title) >= LIKE_ENOUGH
        ]
        if len(listed) == 1:
            return tuple(listed)
    if merged:
        return tuple(merged)
    return _by_known_titles(text.title, subareas)


def _by_known_titles(title: str, subareas: Sequence[SubareaDraft]) -> tuple[str, ...]:
    best = max(subareas, key=lambda subarea: _closeness(title, subarea), default=None)
    return (best.code,) if best is not None and _closeness(title, best) >= LIKE_ENOUGH else ()


def _closeness(title: str, subarea: SubareaDraft) -> float:
    """How like a heading is to a sub-area's title or to a title that editions use for the same."""
    number = int(subarea.code.split(".")[0])
    others = [other for other in subarea_titles(number) if likeness(other, subarea.title) >= LIKE_ENOUGH]
    return max(likeness(title, other) for other in (subarea.title, *others))
