"""A site of its own for measuring: throwaway servers, demonstration data, gunicorn as in `make run`."""

import http.cookiejar
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg

from kompass_site.devserver.places import CHECKOUT
from kompass_site.devserver.servers import Servers

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Site:
    """Where it answers, its processes and the environment they run in."""

    address: str
    web: subprocess.Popen[bytes]
    worker: subprocess.Popen[bytes]
    environment: dict[str, str]
    seconds_to_migrate: float
    seconds_to_start: float
    load: dict[str, str]  # where the fullest plan is, who leads it, the password

    def statements(self, asked: list[tuple[str, str]]) -> list[tuple[int, float]]:
        """A page's own statements and its milliseconds of the processor, by the person's e-mail and the path."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.counting"], cwd=CHECKOUT, env=self.environment, check=True,
            input=json.dumps(asked).encode(), stdout=subprocess.PIPE,
        )  # fmt: skip
        counted: list[tuple[int, float]] = json.loads(done.stdout)
        return counted

    def visitor(self) -> "Visitor":
        """Somebody who is not signed in."""
        return Visitor(self.address)

    def memory(self) -> dict[str, float]:
        """The largest resident memory of each kind of process, in MB."""
        found = {}
        for name, process in (("web", self.web), ("worker", self.worker)):
            family = psutil.Process(process.pid).children(recursive=True) or [psutil.Process(process.pid)]
            found[name] = max(member.memory_info().rss for member in family) / 1_000_000
        return found


class Visitor:
    """A browser without a screen: cookies, forms, the time of an answer."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def get(self, path: str) -> tuple[float, bytes]:
        """The seconds and the body of an answer. Raises HTTPError where the status is not 200."""
        begun = time.perf_counter()
        with self.opener.open(self.address + path, timeout=30) as response:
            body = response.read()
        return time.perf_counter() - begun, body

    def post(self, path: str, fields: dict[str, str]) -> str:
        """Send a page's form with its token; returns the address one ends at."""
        match = _TOKEN.search(self.get(path)[1].decode())
        if match is None:
            raise LookupError(f"{path} holds no form.")
        data = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": match[1]}).encode()
        request = urllib.request.Request(self.address + path, data, {"Referer": self.address + path})
        with self.opener.open(request, timeout=30) as response:
            return str(response.url)


@contextmanager
def running_site(sizes: Sequence[str] = ()) -> Iterator[Site]:
    """Start everything with as much as `seed_load` is told to make, hand it over, stop everything by its pid."""
    servers = Servers.for_one_run()
    servers.start()
    started: list[subprocess.Popen[bytes]] = []
    try:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        address = f"http://127.0.0.1:{port}"
        environment = {
            **os.environ,
            **servers.environment(),
            "DJANGO_SETTINGS_MODULE": "kompass_site.settings.dev",
            "KOMPASS_SITE_ADDRESS": address,
        }
        environment.pop("KOMPASS_DATABASE_ROLE", None)
        begun = time.perf_counter()
        _run(environment, "migrate", "--verbosity", "0")
        migrated = time.perf_counter() - begun
        _run(environment, "load_facts")
        _run(environment, "load_demonstration")
        load = json.loads(_run(environment, "seed_load", "--database-name", _database(environment), *sizes))
        _run_sql(environment, "analyze")
        begun = time.perf_counter()
        web = _start(
            environment,
            "gunicorn kompass_site.wsgi:application --worker-class gthread --workers 2 --threads 4"
            f" --log-level warning --no-control-socket --bind 127.0.0.1:{port}",
        )
        started.append(web)
        _wait(address, web)
        up = time.perf_counter() - begun
        worker = _start(environment, "celery --quiet -A kompass_site.celery worker -c 2 -l WARNING")
        started.append(worker)
        yield Site(address, web, worker, environment, migrated, up, load)
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(timeout=20)
        servers.stop()


def _run(environment: dict[str, str], *command: str) -> bytes:
    """What the command says. Raises RuntimeError with its complaint."""
    done = subprocess.run(
        [sys.executable, "manage.py", *command], cwd=CHECKOUT, env=environment, check=False, capture_output=True
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stderr.decode()[-2000:]}")
    return done.stdout


def _run_sql(environment: dict[str, str], sql: str) -> None:
    """As the owner; the site's own statistics would only come after a minute."""
    with psycopg.connect(environment["DATABASE_OWNER_URL"], autocommit=True) as connection:
        connection.execute(sql)


def _database(environment: dict[str, str]) -> str:
    return urllib.parse.urlsplit(environment["DATABASE_URL"]).path.strip("/")


def _start(environment: dict[str, str], command: str) -> subprocess.Popen[bytes]:
    words = command.split()
    log = (Path(environment["KOMPASS_DATA_DIR"]) / f"{words[0]}.log").open("wb")
    return subprocess.Popen([sys.executable, "-m", *words], cwd=CHECKOUT, env=environment, stdout=log, stderr=log)


def _wait(address: str, web: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and web.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=5):
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("The web process did not start.")
