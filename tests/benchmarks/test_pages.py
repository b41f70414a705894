"""What the main pages cost with 10,300 actions: time over HTTP one after another, bytes, memory. Promises nothing.

Statements are asserted by the tests of each page, not here.
"""

import json
import statistics
import subprocess
import sys
from urllib.error import HTTPError

import pytest

from kompass_site.devserver.places import CHECKOUT
from tests.benchmarks.site import Site, Visitor, running_site

ROUNDS = 20


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


def _signed_in(site: Site, email: str, password: str) -> Visitor:
    visitor = site.visitor()
    end = visitor.post("/konto/logga-in/", {"login": email, "password": password})
    assert "logga-in" not in end, f"{email} was not let in"
    return visitor


def test_pages(site, capsys):
    people = _people(site)
    emails = [person["email"] for person in people["people"]]
    demonstrator = _signed_in(site, next(email for email in emails if email not in emails[:3]), people["password"])
    sara, slug = _signed_in(site, emails[0], people["password"]), site.load["slug"]
    admin = _signed_in(site, site.load["administrator"], site.load["password"])
    coordinator = _signed_in(site, site.load["coordinator"], site.load["password"])
    anyone = site.visitor()
    pages = [
        ("front page", anyone, "/"),
        ("published results", anyone, "/resultat/"),
        ("a result", anyone, f"/resultat/{slug}/"),
        ("SKR: evaluations", admin, "/skr/utvarderingar/"),
        ("SKR: imports", admin, "/skr/importer/"),
        ("SKR: proposal", sara, "/skr/importer/1/"),
        ("SKR: edition", admin, "/skr/kriterier/2021/"),
        ("SKR: events", admin, "/skr/handelser/"),
        ("SKR: municipalities", admin, "/skr/kommuner/"),
        ("municipality: overview", coordinator, f"/{slug}/"),
        ("municipality: result", coordinator, f"/{slug}/resultat/"),
        ("municipality: decisions", coordinator, f"/{slug}/stallningstaganden/"),
        ("municipality: plan", coordinator, f"/{slug}/handlingsplan/"),
        ("plan: late, by unit", coordinator, f"/{slug}/handlingsplan/?status=late&group=unit"),
        ("plan: page 20", coordinator, f"/{slug}/handlingsplan/?page=20"),
        ("municipality: action", coordinator, f"/{slug}/handlingsplan/12/"),
        ("municipality: new action", coordinator, f"/{slug}/handlingsplan/ny/"),
        ("municipality: my actions", coordinator, f"/{slug}/mina-atgarder/"),
        ("municipality: people", coordinator, f"/{slug}/administration/personer/"),
        ("municipality: events", coordinator, f"/{slug}/administration/handelser/"),
        ("demonstration: plan", demonstrator, "/demo-ekhult/handlingsplan/"),
        ("API: actions, 50", coordinator, f"/api/v1/{slug}/actions/"),
        ("API: actions, 200", coordinator, f"/api/v1/{slug}/actions/?page_size=200"),
        ("API: action", coordinator, f"/api/v1/{slug}/actions/12/"),
        ("API: improvements", coordinator, f"/api/v1/{slug}/improvements/"),
    ]
    rows = []
    for name, visitor, path in pages:
        try:
            visitor.get(path)
        except HTTPError as error:
            rows.append((f"{name} ({error.code})", 0.0, 0.0, 0))
            continue
        answers = [visitor.get(path) for _ in range(ROUNDS)]
        times = sorted(seconds * 1000 for seconds, _ in answers)
        rows.append((name, statistics.median(times), times[int(len(times) * 0.95) - 1], len(answers[0][1])))
    memory = site.memory()
    with capsys.disabled():
        print(f"\n{'page':<26}{'p50 ms':>9}{'p95 ms':>9}{'bytes':>10}   ({ROUNDS} requests one after another)")
        for name, median, high, size in rows:
            print(f"{name:<26}{median:>9.1f}{high:>9.1f}{size:>10}")
        print(f"\n10,300 actions loaded in    {site.load['seconds']} s")
        print(f"migrate an empty database  {site.seconds_to_migrate:.1f} s")
        print(f"web: start to first answer {site.seconds_to_start:.1f} s")
        for name, megabytes in memory.items():
            print(f"largest {name} process     {megabytes:.0f} MB resident")
