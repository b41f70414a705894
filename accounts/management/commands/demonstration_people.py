"""Tell whom to sign in as in the demonstration."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.demonstration import PASSWORD, PEOPLE


class Command(BaseCommand):
    """Reads a list in the code and no table, so that it answers while the database starts."""

    help = "List the invented people of the demonstration, with the password they share."

    def add_arguments(self, parser: CommandParser) -> None:
        """As text for people or as JSON for programs."""
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:  # Any: Django's own signature
        """Raises CommandError where demonstration is off."""
        if not settings.DEMONSTRATION:
            raise CommandError("There are no demonstration people here.")
        people = [{"role": person.role, "name": person.name, "email": person.email} for person in PEOPLE]
        if options["format"] == "json":
            self.stdout.write(json.dumps({"people": people, "password": PASSWORD}, ensure_ascii=False))
            return
        for person in people:
            self.stdout.write(f"{person['role']}: {person['name']}, {person['email']}")
        self.stdout.write(f"Password: {PASSWORD}")
