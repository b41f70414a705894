"""Counts statements and processor time of pages inside one process: JSON of (e-mail, path) in, of pairs of numbers out.

Run as a program where the environment points at the database of the measured site.
"""

import json
import sys
import time
from types import SimpleNamespace
from typing import Any

import django

HOST = "127.0.0.1"


def main() -> None:
    django.setup()
    asked = json.load(sys.stdin)
    json.dump([count(email, path) for email, path in asked], sys.stdout)


def count(email: str, path: str) -> tuple[int, float]:
    """The page's own statements, besides those of session and scope, and the milliseconds that Python took.

    The second answer is counted, as of a warm site; the database's own time is not in it.
    """
    from tests.statements import count_statements

    client = _client(email)
    client.get(path)
    begun = time.process_time()
    with count_statements() as counted:
        answer = client.get(path)
        if answer.streaming:
            b"".join(answer.streaming_content)
    return len(counted.of_page), (time.process_time() - begun) * 1000


def _client(email: str) -> Any:
    from allauth.account.internal.flows.login import record_authentication
    from django.test import Client

    from accounts.models import User

    client = Client(raise_request_exception=False, SERVER_NAME=HOST)
    if email:
        person = User.objects.get(email=email)
        client.force_login(person)
        session = client.session
        record_authentication(SimpleNamespace(session=session, user=person), person, "mfa", id=0, type="totp")
        session.save()
    return client


if __name__ == "__main__":
    main()
