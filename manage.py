#!/usr/bin/env python
"""Django's command line. Commands that change the schema or load what ships connect as the owner role."""

import os
import sys

OWNER_COMMANDS = {"migrate", "load_facts", "load_demonstration", "seed_load", "verify_versions", "withdraw"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kompass_site.settings.dev")
    if len(sys.argv) > 1 and sys.argv[1] in OWNER_COMMANDS:
        os.environ["KOMPASS_DATABASE_ROLE"] = "owner"
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
