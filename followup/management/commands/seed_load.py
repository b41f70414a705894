"""Fill a database of its own with invented plans, for measuring: real names get plans that nobody has made."""

import json
import resource
import time
from dataclasses import replace
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone

from accounts.models import User
from accounts.tenancy import Scope, open_scope
from followup.seeding import FULL, Sizes, load
from followup.seeding.people import PASSWORD

SIZES = {
    "municipalities": (300, "municipalities, those of the register first"),
    "users": (300, "people"),
    "actions": (10_300, "actions"),
    "evaluations": (50, "published evaluations"),
    "evaluated": (50, "municipalities that have one or more of them"),
    "comments": (4_000, "comments"),
    "fullest": (0, "actions in the plan that has most, 0 for twice the mean"),
}


class Command(BaseCommand):
    """Refused in a database that was not made for it."""

    help = "Fill a database of its own (named *_load) with invented people, results, plans and actions."

    def add_arguments(self, parser: CommandParser) -> None:
        """The sizes, the seed, and the name that confirms another database."""
        for name, (size, told) in SIZES.items():
            parser.add_argument(f"--{name}", type=int, help=f"{told} (default {size})")
        parser.add_argument("--full", action="store_true", help="the set that the promises are measured against")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--database-name", default="", help="the database's name, where it does not end in _load")

    def handle(self, *args: Any, **options: Any) -> None:  # Any: Django's own signature
        """Run as the owner role (manage.py sees to it). Raises CommandError for a database that is not its own."""
        sizes = _sizes(options)
        self._refuse(sizes, options["database_name"])
        begun = time.perf_counter()
        today = timezone.localdate()
        with open_scope(Scope(owner=True)):
            if User.objects.filter(email="person-00001@load.invalid").exists():
                raise CommandError("This database has been filled before.")
            told = load(sizes, options["seed"], today)
        told |= {"password": PASSWORD, "seconds": round(time.perf_counter() - begun, 1), "actions": sizes.actions}
        told |= {"megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)}
        self.stdout.write(json.dumps(told, ensure_ascii=False))

    def _refuse(self, sizes: Sizes, confirmed: str) -> None:
        name = str(connection.settings_dict["NAME"])
        if not name.endswith("_load") and confirmed != name:
            raise CommandError(
                "seed_load fills real names with invented plans and belongs in a database of its own, named *_load."
                f" To fill this one all the same, add --database-name {name}."
            )
        if not 1 <= sizes.evaluated <= sizes.municipalities <= 380:
            raise CommandError("--evaluated goes from 1 to --municipalities, and that to 380.")
        if not sizes.evaluated <= sizes.evaluations <= 10 * sizes.evaluated:
            raise CommandError("--evaluations goes from one to ten for each municipality that is --evaluated.")
        if sizes.users < sizes.evaluated + 2 or sizes.actions < sizes.evaluations:
            raise CommandError("Each evaluation needs a coordinator (--users, with two for SKR) and an action.")


def _sizes(options: dict[str, Any]) -> Sizes:  # Any: Django's own signature
    """What was asked for; what was not is as in the full set, or small."""
    small = {name: size for name, (size, _told) in SIZES.items()}
    if options["evaluations"] is not None:
        small["evaluated"] = min(options["evaluations"], options["municipalities"] or small["municipalities"])
    sizes = FULL if options["full"] else Sizes(**small)
    return replace(sizes, **{name: options[name] for name in SIZES if options[name] is not None})
