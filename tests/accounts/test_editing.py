"""Comparing a field as it was loaded, as it stands and as it is sent."""

import pytest

from accounts.editing import Clash, Edit, FieldsClash, edit_from, merged


@pytest.mark.parametrize(
    ("was", "now", "new", "written"),
    [
        ("a", "a", "a", {}),
        ("a", "a", "b", {"text": "b"}),
        ("a", "b", "a", {}),  # the other's change stays
        ("a", "b", "b", {}),  # both wrote the same
        ("a\r\nb", "a\nb", "a\r\nb ", {}),
        ("a", "a", "b\r\nc ", {"text": "b\nc"}),
        ("a", "a", "", {"text": ""}),
    ],
)
def test_what_is_written(was: str, now: str, new: str, written: dict[str, str]) -> None:
    assert merged({"text": now}, Edit({"text": was}, {"text": new})) == written


def test_both_changed_it_to_different_texts() -> None:
    with pytest.raises(FieldsClash) as clash:
        merged(
            {"text": "theirs", "title": "old"}, Edit({"text": "was", "title": "old"}, {"text": "mine", "title": "new"})
        )
    assert clash.value.clashes == (Clash("text", "was", "theirs", "mine"),)


def test_a_choice_settles_it() -> None:
    sent = {"text": "mine", "was-text": "theirs", "text-choice": "yours", "title": "x", "title-choice": "theirs"}
    assert edit_from(sent, ("text", "title", "other")) == Edit({"text": "theirs"}, {"text": "mine"})


def test_nul_is_dropped() -> None:
    assert edit_from({"text": "a\x00b"}, ("text",)).new == {"text": "ab"}
