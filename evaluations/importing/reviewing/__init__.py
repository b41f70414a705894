"""The reviewer's steps on a proposal, a file a kind of value. Each locks the import and refuses once it left review."""

from evaluations.importing.reviewing.contradictions import UnknownChoice, choose_reading
from evaluations.importing.reviewing.head import HeadEdit, MunicipalityFixed, set_head
from evaluations.importing.reviewing.items import (
    Destination,
    ExampleNamesNobody,
    NothingToMerge,
    NothingToSplit,
    add_item,
    confirm_item,
    drop_item,
    merge_with_next,
    merge_with_previous,
    move_item,
    move_item_to,
    restore_item,
    reword_item,
    split_item,
)
from evaluations.importing.reviewing.points import WrongPoints, correct_points
from evaluations.importing.reviewing.review import ImportClosed, UnknownValue, confirm_area, confirm_value
from evaluations.importing.reviewing.texts import (
    NoTextToMerge,
    NothingToSplitText,
    merge_text_with_next,
    place_text_under,
    reword_text,
    split_text,
)
from evaluations.importing.reviewing.undoing import NothingToUndo, can_undo, undo_last_step

__all__ = [
    "Destination",
    "ExampleNamesNobody",
    "HeadEdit",
    "ImportClosed",
    "MunicipalityFixed",
    "NoTextToMerge",
    "NothingToMerge",
    "NothingToSplit",
    "NothingToSplitText",
    "NothingToUndo",
    "UnknownChoice",
    "UnknownValue",
    "WrongPoints",
    "add_item",
    "can_undo",
    "choose_reading",
    "confirm_area",
    "confirm_item",
    "confirm_value",
    "correct_points",
    "drop_item",
    "merge_text_with_next",
    "merge_with_next",
    "merge_with_previous",
    "move_item",
    "move_item_to",
    "place_text_under",
    "restore_item",
    "reword_item",
    "reword_text",
    "set_head",
    "split_item",
    "split_text",
    "undo_last_step",
]
