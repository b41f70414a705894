"""What the main pages cost: time over HTTP one after another, bytes, memory of the processes. Prints; promises nothing.

Statements are asserted by the tests of each page, not here.
"""

import json
import statistics
import subprocess
import sys

import pytest

from kompass_site.devserver.places import CHECKOUT
from tests.benchmarks.site import Site, Visitor, running_site

ROUNDS = 60


@pytest.fixture(scope="module")
def site():
    with running_site() as site:
        yield site


def _people(site: Site) -> dict[str, object]:
    told = subprocess.run(
        [sys.executable, "manage.py", "demonstration_people", "--format", "json"],
        cwd=CHECKOUT,
        env=site.environment,
        check=True,
        capture_output=True,
    )
    return json.loads(told.stdout)


def _signed_in(site: Site, people: dict, email_begins: str) -> Visitor:
    visitor = site.visitor()
    email = next(person["email"] for person in people["people"] if person["email"].startswith(email_begins))
    end = visitor.post("/konto/logga-in/", {"login": email, "password": people["password"]})
    assert "logga-in" not in end, f"{email} was not let in"
    return visitor


def test_pages(site, capsys):
    people = _people(site)
    emails = [person["email"] for person in people["people"]]
    admin = _signed_in(site, people, emails[0])
    coordinator = _signed_in(site, people, next(email for email in emails if email not in emails[:3]))
    anyone = site.visitor()
    pages = [
        ("front page", anyone, "/"),
        ("published results", anyone, "/resultat/"),
        ("a result", anyone, "/resultat/demo-ekhult/"),
        ("SKR: evaluations", admin, "/skr/utvarderingar/"),
        ("SKR: imports", admin, "/skr/importer/"),
        ("SKR: proposal", admin, "/skr/importer/1/"),
        ("SKR: edition", admin, "/skr/kriterier/2021/"),
        ("SKR: events", admin, "/skr/handelser/"),
        ("municipality: overview", coordinator, "/demo-ekhult/"),
        ("municipality: result", coordinator, "/demo-ekhult/resultat/2022/"),
        ("municipality: events", coordinator, "/demo-ekhult/administration/handelser/"),
    ]
    rows = []
    for name, visitor, path in pages:
        visitor.get(path)
        answers = [visitor.get(path) for _ in range(ROUNDS)]
        times = sorted(seconds * 1000 for seconds, _ in answers)
        rows.append((name, statistics.median(times), times[int(len(times) * 0.95) - 1], len(answers[0][1])))
    memory = site.memory()
    with capsys.disabled():
        print(f"\n{'page':<26}{'p50 ms':>9}{'p95 ms':>9}{'bytes':>10}   ({ROUNDS} requests one after another)")
        for name, median, high, size in rows:
            print(f"{name:<26}{median:>9.1f}{high:>9.1f}{size:>10}")
        print(f"\nmigrate an empty database  {site.seconds_to_migrate:.1f} s")
        print(f"web: start to first answer {site.seconds_to_start:.1f} s")
        for name, megabytes in memory.items():
            print(f"largest {name} process     {megabytes:.0f} MB resident")
