"""The reviewer's steps on a proposal, a file a kind of value. Each locks the import and refuses once it left review."""

from evaluations.importing.reviewing.contradictions import UnknownChoice, choose_reading
from evaluations.importing.reviewing.head import HeadEdit, MunicipalityFixed, set_head
from evaluations.importing.reviewing.items import (
    Destination,
    NothingToMerge,
    NothingToSplit,
    add_item,
    drop_item,
    merge_with_next,
    move_item,
    move_item_to,
    restore_item,
    reword_item,
    split_item,
)
from evaluations.importing.reviewing.points import WrongPoints, correct_points
from evaluations.importing.reviewing.review import ImportClosed, confirm_area
from evaluations.importing.reviewing.texts import reword_text

__all__ = [
    "Destination",
    "HeadEdit",
    "ImportClosed",
    "MunicipalityFixed",
    "NothingToMerge",
    "NothingToSplit",
    "UnknownChoice",
    "WrongPoints",
    "add_item",
    "choose_reading",
    "confirm_area",
    "correct_points",
    "drop_item",
    "merge_with_next",
    "move_item",
    "move_item_to",
    "restore_item",
    "reword_item",
    "reword_text",
    "set_head",
    "split_item",
]
