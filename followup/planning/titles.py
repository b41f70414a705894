"""A title for an action from the report's words: findings are often phrased as questions or advice."""

import re

LONGEST = 120

# What stands before the thing to do, in Swedish reports; what follows is kept and begins the title.
_BEFORE = re.compile(
    r"^(?:"
    r"(?:kan|kunde|skulle|bör) (?:kommunen|ni|man|nämnderna|styrelsen)(?: kunna)? (?:även |också |i högre grad )?"
    r"|(?:kommunen|ni|man) (?:kan|kunde|skulle kunna|bör|behöver)(?: kunna)? (?:även |också |i högre grad )?"
    r"|finns det (?:en )?möjlighet(?:er)? (?:för kommunen )?att "
    r"|(?:det )?finns (?:en )?(?:möjlighet|möjligheter|potential|skäl) (?:för kommunen )?att "
    r"|(?:överväg|fundera på|pröva|försök)(?: möjligheten)? att "
    r"|överväg (?!att\b)"
    r")(?=\w)",
    re.IGNORECASE,
)


def title_from(words: str) -> str:
    """The first sentence without its question, as something to do; shortened between two words."""
    sentence = re.split(r"(?<=[.?!])\s+(?=[A-ZÅÄÖ])", " ".join(words.split()), maxsplit=1)[0].rstrip(" .?!:;")
    title = _BEFORE.sub("", sentence) or sentence
    if len(title) > LONGEST:
        title = title[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"
    return title[:1].upper() + title[1:]
