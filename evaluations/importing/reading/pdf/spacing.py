"""Headings whose letters are set apart, put together to words."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from .letters import Word

FEWEST = 4  # letters
WIDEST = 1.8  # sizes between two letters that belong to one line


def put_together(words: Iterable[Word]) -> list[Word]:
    """The words, single letters that stand evenly apart joined where the gap between them is the usual one."""
    result: list[Word] = []
    letters: list[Word] = []
    for word in words:
        if letters and not _follows(letters[-1], word):
            result.extend(_joined(letters))
            letters = []
        if len(word.text) == 1 and word.text.isalpha():
            letters.append(word)
        else:
            result.extend(_joined(letters))
            letters = []
            result.append(word)
    return [*result, *_joined(letters)]


def _follows(before: Word, word: Word) -> bool:
    gap = word.left - before.right
    return (
        abs(word.baseline - before.baseline) < 0.1 * word.size
        and abs(word.size - before.size) < 0.1 * word.size
        and 0 < gap < WIDEST * word.size
    )


def _joined(letters: Sequence[Word]) -> list[Word]:
    if len(letters) < FEWEST:
        return list(letters)
    gaps = [word.left - before.right for before, word in pairwise(letters)]
    usual = median(gaps)
    some = any(word.spaced for word in letters[:-1]) and not all(word.spaced for word in letters[:-1])
    result = [replace(letters[0])]
    for before, word, gap in zip(letters, letters[1:], gaps, strict=False):
        last = result[-1]
        if (some and before.spaced) or gap > 1.6 * usual:
            last.spaced = True
            result.append(replace(word))
        else:
            last.text += word.text
            last.right = word.right
            last.spaced = word.spaced
    return result
