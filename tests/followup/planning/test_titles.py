"""A title from the report's words."""

import pytest

from followup.planning import title_from


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("Kan kommunen följa upp målen oftare?", "Följa upp målen oftare"),
        ("Överväg att samla målen på ett ställe.", "Samla målen på ett ställe"),
        ("Finns det möjlighet att mäta svarstiderna?", "Mäta svarstiderna"),
        ("Kommunen kan utveckla dialogen. Den är ny.", "Utveckla dialogen"),
        ("Utveckla  arbetet\nmed upphandling.", "Utveckla arbetet med upphandling"),
        ("Hur används resultaten?", "Hur används resultaten"),
        ("Överväg att", "Överväg att"),
        ("?", ""),
    ],
)
def test_the_title_is_something_to_do(words, title):
    assert title_from(words) == title


def test_a_long_title_is_shortened_between_words():
    title = title_from("Utveckla " + "ord " * 60)
    assert len(title) <= 120
    assert title.endswith("ord…")
