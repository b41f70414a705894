"""Recompute every published version from its stored inputs; the exit code is 1 where one differs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.tenancy import Scope, open_scope
from evaluations.publication import verify_versions


class Command(BaseCommand):
    """Reads as the owner role, so that the municipalities' own results are there too (manage.py sees to it)."""

    help = "Recompute hash and shown numbers of every published version from its stored inputs."

    def handle(self, *args: Any, **options: Any) -> None:  # Any: Django's own signature
        """Write each difference on a line."""
        with open_scope(Scope(owner=True)):
            differences = verify_versions()
        for difference in differences:
            self.stdout.write(" ".join(difference))
        if differences:
            raise CommandError(f"{len(differences)} differences.")
        self.stdout.write("Every published version is what it was.")
