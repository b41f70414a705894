"""Every text of code and templates has its Swedish: checked, or (--update) brought up to date and compiled.

Needs no gettext on the machine: Babel reads Python, Django turns its templates into what Babel reads.
"""

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation.template import templatize

PACKAGES = ("accounts", "evaluations", "followup", "kompass_site")
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
FIRST_DAY = datetime(2026, 11, 22, tzinfo=UTC)  # a true date would make every update a difference
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")

type Key = tuple[str, str | None]


class Command(BaseCommand):
    """Fails with one line for each text that is missing, empty, fuzzy, obsolete or has lost a placeholder."""

    help = "Check that every text has its Swedish translation; --update merges, extracts and compiles first."
    requires_system_checks: list[str] = []  # noqa: RUF012 - Django's own type

    def add_arguments(self, parser: CommandParser) -> None:
        """Only --update."""
        parser.add_argument("--update", action="store_true", help="take in new texts and fragments, then check")

    def handle(self, *args: Any, **options: Any) -> None:  # Any: Django's own signature
        """Exit with 1 where something is missing."""
        folder = Path(settings.LOCALE_PATHS[0])
        target = folder / "sv" / "LC_MESSAGES" / "django.po"
        used = used_in(settings.BASE_DIR)
        if options["update"]:
            update(target, used, sorted((folder / "fragments").glob("*.po")))
        found = problems(target, used)
        if found:
            raise CommandError("\n".join([*found, f"{len(found)} texts need attention."]))
        self.stdout.write(f"{len(used)} texts, all in Swedish.")


def used_in(root: Path) -> Catalog:
    """Every text that code and templates mark for translation, with the files it stands in."""
    catalog = Catalog()
    for path in sources(root):
        for _line, message, comments, context in messages_of(path):
            catalog.add(message, locations=[(str(path.relative_to(root)), 0)], auto_comments=comments, context=context)
    return catalog


def sources(root: Path) -> Iterator[Path]:
    """Python of the apps and the templates, in a fixed order."""
    for package in PACKAGES:
        yield from sorted(path for path in (root / package).rglob("*.py") if "migrations" not in path.parts)
    for kind in ("*.html", "*.txt"):
        yield from sorted((root / "templates").rglob(kind))


def messages_of(path: Path) -> Iterator[tuple[int, Any, list[str], str | None]]:
    """The texts of one file."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        text = "\n".join(line.strip() for line in templatize(text).splitlines())
    return extract("python", io.BytesIO(text.encode()), KEYWORDS, ("Translators:",), {"encoding": "utf-8"})


def key_of(message: Message) -> Key:
    """What a text is found by: its (singular) English and its context."""
    identifier = message.id if isinstance(message.id, str) else message.id[0]
    return identifier, message.context


def read(path: Path) -> Catalog:
    """A catalogue of Swedish; empty where there is no file."""
    if not path.exists():
        return Catalog(locale="sv")
    with path.open("rb") as file:
        return read_po(file, locale="sv")


def update(target: Path, used: Catalog, fragments: list[Path]) -> None:
    """Write the catalogue anew: texts in use, with the Swedish they had or that a fragment brings; then compile it."""
    known: dict[Key, Any] = {}
    for path in (*fragments, target):
        for message in read(path):
            if message.id and _is_translated(message):
                known.setdefault(key_of(message), message.string)
    fresh = Catalog(
        locale="sv",
        project="Kompass",
        version="1",
        header_comment="# Kompass in Swedish. Written by manage.py check_translations --update.",
        msgid_bugs_address="-",
        last_translator="Kompass",
        language_team="sv",
        creation_date=FIRST_DAY,
        revision_date=FIRST_DAY,
        fuzzy=False,
    )
    for message in sorted(filter(lambda each: each.id, used), key=lambda each: (each.locations[0], key_of(each)[0])):
        string = known.get(key_of(message), "" if isinstance(message.id, str) else ("", ""))
        if not isinstance(message.id, str) and isinstance(string, str):
            string = ("", "")
        fresh.add(message.id, string, message.locations, auto_comments=message.auto_comments, context=message.context)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(_as_po(fresh))
    compile_newer(target)


def compile_newer(target: Path) -> None:
    """Write the compiled catalogue where there is none or an older one; git ignores it, set-up and tests make it."""
    compiled = target.with_suffix(".mo")
    if not compiled.exists() or compiled.stat().st_mtime_ns < target.stat().st_mtime_ns:
        compiled.write_bytes(_as_mo(read(target)))


def _as_po(catalog: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=120, omit_header=False, include_lineno=False, ignore_obsolete=True)
    return buffer.getvalue()


def _as_mo(catalog: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def _forms(value: Any) -> list[str]:  # Any: Babel gives a text or, for plurals, a tuple or list
    return [value] if isinstance(value, str) else list(value or ())


def _is_translated(message: Message) -> bool:
    strings = _forms(message.string)
    return bool(strings) and all(strings)


def problems(target: Path, used: Catalog) -> list[str]:
    """One line for each text that a Swedish reader would not get right."""
    catalog = read(target)
    there = {key_of(message): message for message in catalog if message.id}
    wanted = {key_of(message): message for message in used if message.id}
    found = []
    for key, message in wanted.items():
        place = message.locations[0][0]
        translated = there.get(key)
        if translated is None:
            found.append(f"{place}: «{key[0]}» is not in the catalogue.")
        elif not _is_translated(translated):
            found.append(f"{place}: «{key[0]}» has no Swedish.")
        elif isinstance(message.id, str) != isinstance(translated.id, str):
            found.append(f"{place}: «{key[0]}» is plural on one side only.")
        elif translated.fuzzy:
            found.append(f"{place}: «{key[0]}» is fuzzy.")
        elif not _keeps_placeholders(translated):
            found.append(f"{place}: «{key[0]}» loses or invents a placeholder.")
    found += [f"«{identifier}» is no longer used." for identifier, _context in there.keys() - wanted.keys()]
    found += [f"«{key_of(message)[0]}» is kept though obsolete." for message in catalog.obsolete.values()]
    return found


def _keeps_placeholders(message: Message) -> bool:
    english, swedish = _forms(message.id), _forms(message.string)
    return all(
        set(PLACEHOLDER.findall(theirs)) <= set(PLACEHOLDER.findall(ours)) | set(PLACEHOLDER.findall(english[-1]))
        and set(PLACEHOLDER.findall(ours)) - set(PLACEHOLDER.findall(theirs))
        <= ({"%(count)s"} if len(english) > 1 else set())
        for ours, theirs in zip(english, swedish, strict=True)
    )
