"""What stands on the screen when Kompass is up: the address, and whom to sign in as."""

import json
import subprocess
import sys

from kompass_site.devserver.places import CHECKOUT


def welcome(port: int, environment: dict[str, str]) -> str:
    lines = ["", f"Kompass runs at http://127.0.0.1:{port}/   (Ctrl-C stops it)", "", *sign_in_hints(environment), ""]
    return "\n".join(lines)


def sign_in_hints(environment: dict[str, str]) -> list[str]:
    """A line a demonstration role: who it is and the address to sign in with; then the password they share."""
    asked = subprocess.run(
        [sys.executable, "manage.py", "demonstration_people", "--format", "json"],
        cwd=CHECKOUT, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    try:
        told = json.loads(asked.stdout)
        people = [(person["role"], person["email"]) for person in told["people"]]
        password = told["password"]
    except (ValueError, KeyError, TypeError):
        return ["The list of demonstration people is not to be had: `manage.py demonstration_people` did not answer."]
    width = max((len(role) for role, _ in people), default=0)
    return ["Sign in as", *(f"  {role:<{width}}  {email}" for role, email in people), f"with the password  {password}"]
