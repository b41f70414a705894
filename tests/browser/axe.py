"""Ask axe-core about a page: no violation of WCAG 2.0 to 2.2, A and AA, nor of its best practices."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SOURCE = (Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js").read_text()
# What is in order is not told, which would be much.
ASK = """async ([within, rules]) => {
  const options = {runOnly: rules, preload: false, resultTypes: ["violations"]};
  return (await axe.run(within || document, options)).violations;
}"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page, within: str = "") -> list[str]:
    """Say what is wrong, a line each with rule, place and reason; an empty list is a page without fault."""
    page.wait_for_load_state()
    page.evaluate(SOURCE)
    found: list[dict[str, Any]] = page.evaluate(ASK, [within, RULES])
    return [
        f"{violation['id']}: {node['html'][:160]} ({' '.join(str(node.get('failureSummary')).split())[:200]})"
        for violation in found
        for node in violation["nodes"]
    ]


def overflow(page: Page) -> list[str]:
    """Name what makes a page wider than its window."""
    page.wait_for_load_state()
    wide: list[str] = page.evaluate(
        """() => {
          const width = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= width) return [];
          return [...document.querySelectorAll("body *")]
            .filter((element) => element.getBoundingClientRect().right > width + 1)
            .map((element) => element.outerHTML.slice(0, 120));
        }"""
    )
    return wide


def assert_accessible(page: Page) -> None:
    assert violations(page) == []
    assert overflow(page) == []
    assert page.title().endswith("Kompass")
    assert page.locator("h1").count() == 1
