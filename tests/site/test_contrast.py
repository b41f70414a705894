"""The colours hold WCAG 2.2 AA in light and dark: text 4.5, edges of controls and pictures 3."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TOKENS = Path(settings.BASE_DIR, "static", "css", "tokens.css").read_text()
COLOURS = {
    name: {"light": light, "dark": dark}
    for name, light, dark in re.findall(r"--ds-color-([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);", TOKENS)
}
MEANINGS = ("neutral", "accent", "success", "warning", "danger", "info")
GROUNDS = ("background-default", "background-tinted", "surface-default", "surface-tinted", "surface-hover")


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_computed_as_wcag_says():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("meaning", MEANINGS)
def test_text_can_be_read(meaning, theme):
    for text in ("text-subtle", "text-default"):
        for whose in (meaning, "neutral"):
            for ground in GROUNDS:
                measured = contrast(COLOURS[f"{meaning}-{text}"][theme], COLOURS[f"{whose}-{ground}"][theme])
                assert measured >= 4.5, f"{meaning}-{text} on {whose}-{ground}: {measured:.2f}"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("meaning", MEANINGS)
def test_text_on_filled_ground_can_be_read(meaning, theme):
    for ground in ("base-default", "base-hover", "base-active"):
        measured = contrast(COLOURS[f"{meaning}-base-contrast-default"][theme], COLOURS[f"{meaning}-{ground}"][theme])
        assert measured >= 4.5, f"{meaning}-{ground}: {measured:.2f}"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("meaning", MEANINGS)
def test_edges_can_be_seen(meaning, theme):
    for edge in ("border-default", "border-strong", "base-default"):
        for ground in ("background-default", "background-tinted", "surface-tinted"):
            measured = contrast(COLOURS[f"{meaning}-{edge}"][theme], COLOURS[f"neutral-{ground}"][theme])
            assert measured >= 3, f"{meaning}-{edge} on neutral-{ground}: {measured:.2f}"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_focus_and_bars_can_be_seen(theme):
    assert contrast(COLOURS["focus-outer"][theme], COLOURS["neutral-background-default"][theme]) >= 3
    assert contrast(COLOURS["focus-outer"][theme], COLOURS["focus-inner"][theme]) >= 3
    assert contrast(COLOURS["accent-base-default"][theme], COLOURS["neutral-surface-hover"][theme]) >= 3


def test_components_take_their_colours_from_tokens():
    css = Path(settings.BASE_DIR, "static", "css")
    for sheet in css.rglob("*.css"):
        if sheet.name != "tokens.css":
            found = re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsl\(", re.sub(r"/\*.*?\*/", "", sheet.read_text()))
            assert found == [], f"{sheet.name}: {found}"
