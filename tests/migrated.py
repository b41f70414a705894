"""A migrated database for the tests to copy: made once for a set of migrations, laid under each run of the tests.

Migrating an empty database takes seconds of every start; copying the files of one that was migrated takes none.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kompass_site.devserver import CannotStart
from kompass_site.devserver.places import CHECKOUT, database_user
from kompass_site.devserver.servers import Servers

NAME = "kompass-migrated-"
# What decides how a migrated database looks, and what stands in it.
INGREDIENTS = (
    "*/migrations/*.py",
    "accounts/row_security.py",
    "accounts/municipalities.py",
    "accounts/data/**/*",
    "evaluations/rubric_files.py",
    "evaluations/rubrics/*.py",
    "evaluations/data/**/*",
    "kompass_site/devserver/postgres.py",
    "requirements/dev.txt",
    "tests/migrated.py",
)
UNUSED = 2 * 24 * 3600  # seconds after which nobody is thought to come back to one


def lay_under(servers: Servers) -> None:
    """Put the files of a migrated database where this run's PostgreSQL will look for its own."""
    kept = _parent() / f"{NAME}{os.geteuid()}-{_digest()}"
    with _only_one_at_a_time():
        if not _is_ours(kept):
            _make(kept)
        os.utime(kept)
        _copy(kept, servers.postgres.data)


def _parent() -> Path:
    return Path("/var/tmp") if database_user() else Path(tempfile.gettempdir())  # noqa: S108 - the owner is checked


def _digest() -> str:
    """The same for two checkouts whose databases would be the same."""
    told = hashlib.sha256()
    for pattern in INGREDIENTS:
        for file in sorted(CHECKOUT.glob(pattern)):
            if file.is_file():
                told.update(str(file.relative_to(CHECKOUT)).encode() + b"\0" + file.read_bytes())
    return told.hexdigest()[:16]


def _is_ours(kept: Path) -> bool:
    if not (kept / "PG_VERSION").exists():
        return False
    if kept.lstat().st_uid not in {os.geteuid(), getattr(database_user(), "pw_uid", os.geteuid())}:
        raise CannotStart(f"{kept} belongs to somebody else; remove it or ask its owner to.")
    return True


def _make(kept: Path) -> None:
    """Migrate and fill a database in a server of its own, stop it in good order and keep its files."""
    _remove_unused()
    servers = Servers.for_one_run()
    try:
        servers.start()
        environment = os.environ | servers.environment()
        for command in ("migrate", "load_facts"):
            done = subprocess.run(
                [sys.executable, "manage.py", command], cwd=CHECKOUT, env=environment, capture_output=True, check=False
            )
            if done.returncode:
                raise CannotStart(f"manage.py {command}: {done.stderr.decode()[-2000:]}")
        servers.postgres.stop(in_good_order=True)
        half = kept.with_name(f"{kept.name}.{os.getpid()}")
        _copy(servers.postgres.data, half)
        half.rename(kept)
    finally:
        servers.stop()


def _copy(source: Path, target: Path) -> None:
    """With owners and rights as they are; no file is read where the disk can share it."""
    subprocess.run(["cp", "-a", "--reflink=auto", str(source), str(target)], check=True)


def _remove_unused() -> None:
    for kept in _parent().glob(f"{NAME}{os.geteuid()}-*"):
        if kept.is_dir() and time.time() - kept.lstat().st_mtime > UNUSED:
            shutil.rmtree(kept, ignore_errors=True)


@contextmanager
def _only_one_at_a_time() -> Iterator[None]:
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW
    descriptor = os.open(_parent() / f"{NAME}{os.geteuid()}.lock", flags, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
