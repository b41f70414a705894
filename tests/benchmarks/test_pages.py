"""What each page costs: time over HTTP one after another, statements, bytes, memory. Promises nothing.

With 10,300 actions, or KOMPASS_BENCH="--full" and other words that seed_load takes (`make bench FULL=1` says that one).
Statements are asserted by the tests of each page, not here.
"""

import json
import os
import re
import statistics
import subprocess
import sys
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError

import pytest

from kompass_site.devserver.places import CHECKOUT
from tests.benchmarks.site import Site, Visitor, running_site

SEVERAL = "&".join(f"atgard={number}" for number in range(1, 51))
ROUNDS = int(os.environ.get("KOMPASS_BENCH_ROUNDS", "20"))
MOST_MS, MOST_STATEMENTS = 150, 10


@pytest.fixture(scope="module")
def site():
    with running_site(os.environ.get("KOMPASS_BENCH", "").split()) as site:
        yield site


def _people(site: Site) -> dict[str, Any]:
    told = subprocess.run(
        [sys.executable, "manage.py", "demonstration_people", "--format", "json"],
        cwd=CHECKOUT,
        env=site.environment,
        check=True,
        capture_output=True,
    )
    return json.loads(told.stdout)


def _signed_in(site: Site, email: str, password: str) -> Visitor:
    visitor = site.visitor()
    end = visitor.post("/konto/logga-in/", {"login": email, "password": password})
    assert "logga-in" not in end, f"{email} was not let in"
    return visitor


def _first(site: Site, email: str, path: str) -> str:
    """The address of the first row of a list."""
    page = _signed_in(site, email, site.load["password"]).get(path)[1].decode()
    (found,) = re.findall(rf'href="({re.escape(path)}[^"/]+/)"', page.partition("<tbody")[2])[:1]
    return str(found)


def _pages(site: Site, people: dict[str, Any]) -> list[tuple[str, str, str]]:
    """What is measured: a name, who asks (an e-mail, or nobody) and the path."""
    emails = [person["email"] for person in people["people"]]
    sara, demonstrator = emails[0], next(email for email in emails if email not in emails[:3])
    load, slug = site.load, site.load["slug"]
    admin, coordinator, management = load["administrator"], load["coordinator"], load["management"]
    plan, decisions = f"/{slug}/handlingsplan/", f"/{slug}/stallningstaganden/"
    return [
        ("front page", "", "/"),
        ("published results", "", "/resultat/"),
        ("a result", "", f"/resultat/{slug}/"),
        ("SKR: evaluations", admin, "/skr/utvarderingar/"),
        ("SKR: imports", admin, "/skr/importer/"),
        ("SKR: proposal", sara, "/skr/importer/1/"),
        ("SKR: edition", admin, "/skr/kriterier/2021/"),
        ("SKR: events", admin, "/skr/handelser/"),
        ("SKR: municipalities", admin, "/skr/kommuner/"),
        ("overview, samordnare", coordinator, f"/{slug}/"),
        ("overview, ledning", management, f"/{slug}/"),
        ("situation, ledning", management, f"/{slug}/laget/"),
        ("result", coordinator, f"/{slug}/resultat/"),
        ("decisions, 41", coordinator, decisions),
        ("decisions: several", coordinator, f"{decisions}flera/"),
        ("decisions: matrix", coordinator, f"{decisions}matris/"),
        ("plan: table", coordinator, plan),
        ("plan: late, by unit", coordinator, f"{plan}?status=late&group=unit"),
        ("plan: search", coordinator, f"{plan}?text=rutinen"),
        ("plan: last page", coordinator, f"{plan}?page=8"),
        ("plan: board", coordinator, f"{plan}tavla/"),
        ("plan: timeline", coordinator, f"{plan}tidslinje/"),
        ("plan: calendar", coordinator, f"{plan}kalender/"),
        ("plan: matrix", coordinator, f"{plan}matris/"),
        ("plan: change several", coordinator, f"{plan}andra-flera/?{SEVERAL}"),
        ("expected score", coordinator, f"{plan}forvantad-poang/"),
        ("plan: XLSX", coordinator, f"{plan}excel/"),
        ("plan: CSV", coordinator, f"{plan}csv/"),
        ("plan: PDF", coordinator, f"{plan}pdf/"),
        ("plan: Word", coordinator, f"{plan}word/"),
        ("check-ins", coordinator, f"/{slug}/avstamningar/"),
        ("check-in that is open", coordinator, _first(site, coordinator, f"/{slug}/avstamningar/")),
        ("a unit's work", coordinator, _first(site, coordinator, f"/{slug}/enheter/")),
        ("action", coordinator, f"{plan}12/"),
        ("new action", coordinator, f"{plan}ny/"),
        ("my actions", coordinator, f"/{slug}/mina-atgarder/"),
        ("people", coordinator, f"/{slug}/administration/personer/"),
        ("events", coordinator, f"/{slug}/administration/handelser/"),
        ("demonstration: plan", demonstrator, "/demo-ekhult/handlingsplan/"),
        ("API: actions, 50", coordinator, f"/api/v1/{slug}/actions/"),
        ("API: actions, 200", coordinator, f"/api/v1/{slug}/actions/?page_size=200"),
        ("API: action", coordinator, f"/api/v1/{slug}/actions/12/"),
        ("API: improvements", coordinator, f"/api/v1/{slug}/improvements/"),
        ("API: expected score", coordinator, f"/api/v1/{slug}/expected-score/"),
    ]


@dataclass(frozen=True)
class Measured:
    """A page and what it took; a page that there is not yet has its status alone."""

    name: str
    status: int = 200
    median: float = 0.0
    high: float = 0.0
    size: int = 0


def _measure(visitor: Visitor, name: str, path: str) -> Measured:
    try:
        visitor.get(path)
    except HTTPError as error:
        return Measured(name, status=error.code)
    answers = [visitor.get(path) for _ in range(ROUNDS)]
    times = sorted(seconds * 1000 for seconds, _ in answers)
    return Measured(name, 200, statistics.median(times), times[int(len(times) * 0.95) - 1], len(answers[0][1]))


def test_pages(site, capsys):
    people = _people(site)
    passwords = {person["email"]: people["password"] for person in people["people"]}
    pages = _pages(site, people)
    visitors = {"": site.visitor()}
    for email in {email for _name, email, _path in pages if email}:
        visitors[email] = _signed_in(site, email, passwords.get(email, site.load["password"]))
    rows = [_measure(visitors[email], name, path) for name, email, path in pages]
    statements = site.statements([(email, path) for _name, email, path in pages])
    memory = site.memory()
    with capsys.disabled():
        heads = f"{'page':<26}{'p50 ms':>9}{'p95 ms':>9}{'CPU ms':>9}{'statements':>12}{'bytes':>10}"
        print(f"\n{heads}   ({ROUNDS} one after another)")
        for row, (count, processor) in zip(rows, statements, strict=True):
            if row.status != 200:
                print(f"{row.name:<26}{row.status:>9}")
                continue
            missed = "  <" if row.high > MOST_MS or count > MOST_STATEMENTS else ""
            print(f"{row.name:<26}{row.median:>9.1f}{row.high:>9.1f}{processor:>9.1f}{count:>12}{row.size:>10}{missed}")
        print(f"\n< marks more than {MOST_MS} ms or {MOST_STATEMENTS} statements")
        print(f"{site.load['actions']} actions loaded in    {site.load['seconds']} s with {site.load['megabytes']} MB")
        print(f"migrate an empty database  {site.seconds_to_migrate:.1f} s")
        print(f"web: start to first answer {site.seconds_to_start:.1f} s")
        for name, megabytes in memory.items():
            print(f"largest {name} process     {megabytes:.0f} MB resident")
