"""Prints what the importer reads from a report, in the exchange format; needs no database."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from evaluations.importing import UnreadableReport
from evaluations.importing.fence import read_in_fence
from evaluations.importing.reading import MOST_BYTES


class Command(BaseCommand):
    help = "Print what a Kommunkompassen report says as JSON; on a refusal the reason, and 1 as the exit code."
    requires_system_checks: list[str] = []  # noqa: RUF012 - Django's own type

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:  # as Django calls it
        try:
            with file.open("rb") as opened:
                data = opened.read(MOST_BYTES + 1)  # a longer one is refused, whatever follows
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror or error}") from error
        try:
            draft = read_in_fence(data, file.name).draft
        except UnreadableReport as refusal:
            raise CommandError(f"{file}: {refusal}") from refusal
        self.stdout.write(json.dumps(draft.as_json(), ensure_ascii=False, indent=2))
