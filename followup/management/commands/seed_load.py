"""Fill a database of its own with invented plans, for measuring: real names get plans that nobody has made."""

import json
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone

from accounts.models import User
from accounts.tenancy import Scope, open_scope
from followup.seeding import Sizes, load
from followup.seeding.people import PASSWORD


class Command(BaseCommand):
    """Refused in a database that was not made for it."""

    help = "Fill a database of its own (named *_load) with invented people, results, plans and actions."

    def add_arguments(self, parser: CommandParser) -> None:
        """The sizes, the seed, and the name that confirms another database."""
        parser.add_argument("--municipalities", type=int, default=300)
        parser.add_argument("--users", type=int, default=300)
        parser.add_argument("--actions", type=int, default=10_300)
        parser.add_argument("--evaluations", type=int, default=50)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--database-name", default="", help="the database's name, where it does not end in _load")

    def handle(self, *args: Any, **options: Any) -> None:  # Any: Django's own signature
        """Run as the owner role (manage.py sees to it). Raises CommandError for a database that is not its own."""
        sizes = Sizes(*(options[name] for name in ("municipalities", "users", "actions", "evaluations")))
        self._refuse(sizes, options["database_name"])
        begun = time.perf_counter()
        today = timezone.localdate()
        with open_scope(Scope(owner=True)):
            if User.objects.filter(email="person-00001@load.invalid").exists():
                raise CommandError("This database has been filled before.")
            told = load(sizes, options["seed"], today)
        told |= {"password": PASSWORD, "seconds": round(time.perf_counter() - begun, 1)}
        self.stdout.write(json.dumps(told, ensure_ascii=False))

    def _refuse(self, sizes: Sizes, confirmed: str) -> None:
        name = str(connection.settings_dict["NAME"])
        if not name.endswith("_load") and confirmed != name:
            raise CommandError(
                "seed_load fills real names with invented plans and belongs in a database of its own, named *_load."
                f" To fill this one all the same, add --database-name {name}."
            )
        if not 1 <= sizes.evaluations <= sizes.municipalities <= 380:
            raise CommandError("--evaluations goes from 1 to --municipalities, and that to 380.")
        if sizes.users < sizes.evaluations + 2 or sizes.actions < sizes.evaluations:
            raise CommandError("Each evaluation needs a coordinator (--users, with two for SKR) and an action.")
