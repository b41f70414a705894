"""The narrative's Markdown: a small safe subset. No HTML of the writer's, no pictures, links to http(s) only."""

from collections.abc import Sequence

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

LOWEST_HEADING = 6


class _Renderer(RendererHTML):
    """Headings step down below the page's own; a link says that it leads elsewhere."""

    def heading_open(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return f"<h{_level(tokens[index])}>"

    def heading_close(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return f"</h{_level(tokens[index])}>\n"

    def link_open(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        tokens[index].attrSet("rel", "noopener noreferrer nofollow")
        return self.renderToken(tokens, index, options, env)

    def image(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return escapeHtml(tokens[index].content)


def _level(token: Token) -> int:
    return min(int(token.tag[1]) + 3, LOWEST_HEADING)


_RULES = (
    *("heading", "lheading", "list", "blockquote", "table"),
    *("emphasis", "link", "image", "escape", "entity", "newline", "backticks"),
)
_markdown = MarkdownIt("zero", {"html": False}, renderer_cls=_Renderer).enable(_RULES)
_markdown.validateLink = lambda url: url.lower().startswith(("https://", "http://"))  # type: ignore[method-assign]


def narrative_html(text: str) -> SafeString:
    """The text as HTML: paragraphs, emphasis, lists, quotations, headings, tables and links; the rest as written."""
    html: str = _markdown.render(text)
    return mark_safe(html)  # noqa: S308 - the renderer escapes everything it does not write itself
