"""What is usual in a document: the size of its text, how far its lines stand apart, how its lines end."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .lines import TextLine

USUAL_PITCH = 1.25  # sizes from one baseline to the next, where a document has too few lines to tell


@dataclass(slots=True)
class Measures:
    """`size` is that of the running text in points; `keeps_spaces` says that wrapped lines end with a space."""

    size: float = 11.0
    keeps_spaces: bool = False
    pitches: dict[float, float] = field(default_factory=dict)
    vocabulary: frozenset[str] = frozenset()

    def pitch(self, size: float) -> float:
        """Points from one line of this size to the next."""
        return self.pitches.get(round(size), USUAL_PITCH * size)


def measure(runs: Iterable[Sequence[TextLine]], vocabulary: frozenset[str]) -> Measures:
    """What is usual in runs of lines that stand under each other."""
    sizes: Counter[float] = Counter()
    steps: dict[float, Counter[float]] = {}
    spaced = parted = 0
    for run in runs:
        for line in run:
            sizes[round(line.size, 1)] += len(line.text)
        for one, other in pairwise(run):
            step = other.baseline - one.baseline
            wrapped = other.text[:1].islower() and not other.mark
            if wrapped and abs(one.size - other.size) < 0.3 and 0.9 * one.size < step < 2.2 * one.size:
                steps.setdefault(round(one.size), Counter())[round(step * 2) / 2] += 1
            if wrapped and step < 2.2 * one.size and len(one.text) > 15:
                spaced += one.spaced
                parted += 1
    pitches = {size: _usual(counts) for size, counts in steps.items() if counts.total() >= 5}
    size = sizes.most_common(1)[0][0] if sizes else 11.0
    return Measures(size, parted > 10 and spaced * 10 > parted * 7, pitches, vocabulary)


def _usual(counts: Counter[float]) -> float:
    """The smallest step that is common: larger ones part paragraphs."""
    most = counts.most_common(1)[0][1]
    return min(step for step, count in counts.items() if count * 3 >= most)
