"""Rubric editions: loading those that ship, changing a draft, publishing it by a second person, retiring."""

from evaluations.rubrics.loading import load_shipped

__all__ = ["load_shipped"]
