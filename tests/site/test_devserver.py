"""The embedded servers and their launcher, for real: started, killed, started again."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from kompass_site.devserver import CannotStart, places, processes, supervisor
from kompass_site.devserver.servers import Servers


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    servers = Servers.lasting(tmp_path_factory.mktemp("checkout"))
    servers.start()
    yield servers
    servers.stop()
    servers.places.remove()


@pytest.fixture
def sleeper() -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(["sleep", "60"], start_new_session=True) as process:
        yield process
        process.kill()


def ask(servers: Servers, question: str, *, role: str = "kompass_app", database: str = "kompass") -> list[tuple]:
    with psycopg.connect(servers.postgres.url(role, database)) as connection:
        return connection.execute(question).fetchall()


def tell(servers: Servers, statement: str, *, role: str = "kompass_owner", database: str = "kompass") -> None:
    with psycopg.connect(servers.postgres.url(role, database), autocommit=True) as connection:
        connection.execute(statement)


def talk_to_valkey(servers: Servers, *words: str) -> bytes:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(servers.valkey.socket))
        connection.sendall(" ".join(words).encode() + b"\r\n")
        return connection.recv(200)


def test_web_and_worker_get_a_role_without_power(servers: Servers) -> None:
    roles = ask(
        servers,
        "select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles "
        "where rolname like 'kompass%' order by 1",
    )
    assert roles == [("kompass_app", False, False, False, False), ("kompass_owner", False, False, False, True)]
    assert ask(servers, "select pg_get_userbyid(datdba) from pg_database where datname = 'kompass'") == [
        ("kompass_owner",)
    ]
    assert ask(servers, "select pg_has_role('kompass_owner', 'kompass_app', 'set')") == [(False,)]
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        tell(servers, "create table mine (a int)", role="kompass_app")


def test_databases_made_later_give_the_app_its_rights_too(servers: Servers) -> None:
    tell(servers, "create database later", database="postgres")
    tell(servers, "create table plan (id int generated always as identity, name text)", database="later")
    tell(servers, "insert into plan (name) values ('handlingsplan')", role="kompass_app", database="later")
    assert ask(servers, "select id, name from plan", database="later") == [(1, "handlingsplan")]
    tell(servers, "drop database later", database="postgres")


def test_nothing_listens_on_the_network(servers: Servers) -> None:
    assert ask(servers, "show listen_addresses") == [("",)]
    assert b"$1\r\n0\r\n" in talk_to_valkey(servers, "CONFIG", "GET", "port")


def test_only_the_launcher_and_the_server_reach_the_sockets(servers: Servers) -> None:
    assert servers.places.sockets.stat().st_mode & 0o077 == 0
    assert servers.valkey.socket.stat().st_mode & 0o077 == 0


def test_data_outlive_a_restart(servers: Servers) -> None:
    tell(servers, "create table kept (a int)")
    tell(servers, "insert into kept values (1)", role="kompass_app")
    servers.stop()
    assert servers.are_stopped()
    servers.start()
    assert ask(servers, "select a from kept") == [(1,)]


def test_data_outlive_kill_9_of_the_postmaster(servers: Servers) -> None:
    tell(servers, "create table committed (a int)")
    tell(servers, "insert into committed values (1)", role="kompass_app")
    processes.stop(servers.marks()["postgres"], patience=0)
    assert not servers.are_running()
    servers.start()
    assert ask(servers, "select a from committed") == [(1,)]


def test_promises_in_the_queue_outlive_kill_9_of_valkey(servers: Servers) -> None:
    talk_to_valkey(servers, "LPUSH", "celery", "task")
    processes.stop(servers.marks()["valkey"], patience=0)
    servers.start()
    assert talk_to_valkey(servers, "LLEN", "celery") == b":1\r\n"


def test_second_start_changes_nothing(servers: Servers) -> None:
    servers.start()
    before = servers.marks()
    servers.start()
    assert servers.marks() == before


def test_leftover_is_stopped(servers: Servers, sleeper: subprocess.Popen[bytes]) -> None:
    mark = processes.mark_of(sleeper.pid)
    processes.write_marks(supervisor.record_path(servers), {"web": mark})
    supervisor.stop_leftovers(servers)
    assert sleeper.wait(5) == -signal.SIGTERM
    servers.start()


def test_stranger_with_a_reused_pid_is_left_alone(sleeper: subprocess.Popen[bytes]) -> None:
    mark = processes.mark_of(sleeper.pid)
    earlier = {"pid": sleeper.pid, "started": f"{mark['started'].rpartition(':')[0]}:1"}
    assert processes.stop(earlier) is False
    assert sleeper.poll() is None


def test_throwaway_of_a_killed_run_is_stopped_and_removed() -> None:
    abandoned = Servers.for_one_run()
    abandoned.start()
    home = abandoned.places.home
    marks = abandoned.marks()
    processes.write_marks(home / "owner.json", {"owner": {"pid": os.getpid(), "started": "an earlier boot:1"}})
    places.remove_abandoned(home.parent)
    assert not home.exists()
    assert not any(processes.is_alive(mark) for mark in marks.values())


def test_throwaway_of_a_living_run_is_left_alone() -> None:
    living = Servers.for_one_run()
    places.remove_abandoned(living.places.home.parent)
    assert living.places.home.exists()
    living.stop()
    assert not living.places.home.exists()


def test_second_run_from_the_same_checkout_is_refused(servers: Servers) -> None:
    with supervisor.alone(servers), pytest.raises(CannotStart, match="runs from this checkout already"):
        supervisor.alone(servers).__enter__()


def test_taken_port_is_said_in_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CannotStart) as refusal:
            supervisor.require_free(port)
    assert str(refusal.value) == f"Port {port} is taken; choose another: PORT={port + 1} make run"


@pytest.mark.parametrize("text", ["", "80a", "0", "70000", "-1"])
def test_port_must_be_a_number(text: str) -> None:
    with pytest.raises(CannotStart, match="PORT must be a number from 1 to 65535"):
        supervisor.port_number(text)


def test_full_disk_is_said_in_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(places, "ENOUGH_SPACE", 10**18)
    with pytest.raises(CannotStart, match=r"The disk is full: \d+ MB are free at"):
        places.places_of(tmp_path)


def test_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with pytest.raises(CannotStart, match="belongs to somebody else"):
        places.make_folder(tmp_path / "link")


def test_long_or_odd_path_gets_a_socket_folder_postgres_can_take(tmp_path: Path) -> None:
    checkout = tmp_path / "en mapp med å"
    checkout.mkdir()
    found = places.places_of(checkout)
    assert len(str(found.sockets / ".s.PGSQL.5432")) < 107
    assert str(found.sockets).isascii()
    found.remove()


@pytest.mark.parametrize(
    ("line", "rows"),
    [
        ("plain text\n", "plain text"),
        ("\n", ""),
        ("[1, 2]\n", "[1, 2]"),
        ('{"level": "info", "event": "sent", "timestamp": "t", "job": 7}\n', "info sent job=7"),
        (
            '{"level": "error", "event": "failed", "exception": "Traceback\\nValueError"}',
            "error failed\nTraceback\nValueError",
        ),
    ],
)
def test_screen_shows_structured_lines_as_a_person_reads_them(line: str, rows: str) -> None:
    assert supervisor.readable(line) == rows


def test_production_settings_are_refused_without_a_trace() -> None:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "kompass_site.settings.production"}
    command = [sys.executable, "-m", "kompass_site.devserver", "run"]
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr == (
        "The embedded servers are for development, and DJANGO_SETTINGS_MODULE says kompass_site.settings.production.\n"
    )


def test_other_binaries_must_be_there(monkeypatch: pytest.MonkeyPatch, servers: Servers, tmp_path: Path) -> None:
    monkeypatch.setenv("KOMPASS_POSTGRES_BIN", str(tmp_path))
    with pytest.raises(CannotStart, match="where there is no pg_ctl"):
        Servers(replace(servers.places, home=tmp_path))


def test_missing_interpreter_is_said_in_one_sentence(tmp_path: Path) -> None:
    """Nothing on PATH, and a shim that exists and fails."""
    shim = tmp_path / "python3.13"
    shim.write_text("#!/bin/sh\necho 'pyenv: python3.13: command not found' >&2\nexit 127\n")
    shim.chmod(0o755)
    (tmp_path / "cat").symlink_to("/bin/cat")
    script = Path(supervisor.__file__).with_name("find_python.sh")
    environment = {"PATH": str(tmp_path), "HOME": str(tmp_path)}
    said = subprocess.run(["/bin/sh", script], env=environment, capture_output=True, text=True, check=False)
    if said.returncode == 0:
        pytest.skip("this machine has an interpreter outside PATH")
    assert said.stdout == ""
    assert said.stderr.startswith("Kompass needs Python 3.12, 3.13 or 3.14 with ssl, sqlite3 and venv, and found none")
    assert said.stderr.count("\n") == 1


def test_interpreter_of_a_version_manager_is_found(tmp_path: Path) -> None:
    folder = tmp_path / ".pyenv" / "versions" / "3.13.0" / "bin"
    folder.mkdir(parents=True)
    interpreter = folder / "python3.13"
    interpreter.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    interpreter.chmod(0o755)
    script = Path(supervisor.__file__).with_name("find_python.sh")
    environment = {"PATH": "/nonexistent", "HOME": str(tmp_path)}
    said = subprocess.run(["/bin/sh", script], env=environment, capture_output=True, text=True, check=False)
    assert (said.returncode, said.stderr) == (0, "")
    assert Path(said.stdout.strip()).resolve() == Path(sys.executable).resolve()


SUPERVISED = """
import sys
from pathlib import Path
from kompass_site.devserver import people, supervisor
from kompass_site.devserver.servers import Servers

servers = Servers.lasting(Path(sys.argv[1]))
web = [sys.executable, "-m", "http.server", "--bind", "127.0.0.1", sys.argv[2]]
Servers.lasting = lambda: servers
supervisor.prepare = lambda servers, environment: servers.places.logs.mkdir(exist_ok=True)
supervisor.children_of = lambda servers, environment, port: [
    supervisor.Child("web", web, environment, servers.places.logs / "web.log")
]
people.welcome = lambda port, environment: "ready"
supervisor.run(sys.argv[2])
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    servers = Servers.lasting(tmp_path)
    processes.stop(*processes.read_marks(supervisor.record_path(servers)).values())
    servers.stop()
    servers.places.remove()


def test_next_run_cleans_up_after_kill_9_and_ctrl_c_stops_everything(checkout: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        command = [sys.executable, "-c", SUPERVISED, str(checkout), str(free.getsockname()[1])]
    record = supervisor.record_path(Servers.lasting(checkout))

    killed = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert said_until(killed, "ready") == ["Starting PostgreSQL and Valkey", "Starting web, worker and beat", "ready"]
    left = processes.read_marks(record)
    killed.kill()
    killed.communicate()
    assert set(left) == {"supervisor", "postgres", "valkey", "web"}
    assert processes.is_alive(left["web"])

    second = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert said_until(second, "ready")[0] == "Stopping what an earlier run left behind"
    assert not any(processes.is_alive(mark) for mark in left.values())
    running = processes.read_marks(record)
    second.send_signal(signal.SIGINT)
    rest, _ = second.communicate(timeout=20)
    assert (second.returncode, rest.splitlines()[-1]) == (
        0,
        "Everything has stopped; the data stay in .data (make reset throws them away).",
    )
    assert not any(processes.is_alive(mark) for mark in running.values())
    assert not record.exists()


def said_until(process: subprocess.Popen[str], last: str) -> list[str]:
    """What the supervisor itself says, up to this line; killed if it does not come."""
    assert process.stdout
    impatience = threading.Timer(30, process.kill)
    impatience.start()
    said = []
    for line in process.stdout:
        if "│" not in line:
            said.append(line.strip())
        if line.strip() == last:
            break
    impatience.cancel()
    return said
