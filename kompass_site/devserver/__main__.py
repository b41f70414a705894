"""python -m kompass_site.devserver run | stop | status | reset | exec [--throwaway] -- COMMAND …"""

import argparse
import os
import shutil
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import psutil

from kompass_site.devserver import CannotStart, processes, supervisor
from kompass_site.devserver.places import CHECKOUT
from kompass_site.devserver.servers import Servers, refuse_production


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m kompass_site.devserver", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="start everything and stay until Ctrl-C")
    run.add_argument("--port", default=os.environ.get("PORT") or "8000")
    commands.add_parser("stop", help="stop what runs from this checkout")
    commands.add_parser("status", help="tell what runs from this checkout, and how much memory it takes")
    commands.add_parser("reset", help="throw away the database, the queue and the uploaded files")
    execute = commands.add_parser("exec", help="run a command that needs the servers")
    execute.add_argument("--throwaway", action="store_true", help="with servers of its own, removed afterwards")
    execute.add_argument("words", nargs="+", metavar="COMMAND")
    chosen = parser.parse_args()
    try:
        refuse_production()
        match chosen.command:
            case "run":
                supervisor.run(chosen.port)
            case "stop":
                stop()
            case "status":
                status()
            case "reset":
                reset()
            case "exec":
                return run_command(chosen.words, throwaway=chosen.throwaway)
    except CannotStart as reason:
        sys.exit(str(reason))
    except OSError as error:
        sys.exit(f"Stopped: {error.strerror or error}{f' ({error.filename})' if error.filename else ''}.")
    return 0


def stop() -> None:
    servers = Servers.lasting()
    marks = processes.read_marks(supervisor.record_path(servers))
    if "supervisor" in marks and processes.is_alive(marks["supervisor"]):
        processes.stop(marks["supervisor"], patience=30)
    with supervisor.alone(servers):
        supervisor.stop_leftovers(servers)
        supervisor.record_path(servers).unlink(missing_ok=True)
    print("Stopped: nothing runs from this checkout now.")


def status() -> None:
    marks = processes.read_marks(supervisor.record_path(Servers.lasting()))
    alive = {name: mark for name, mark in marks.items() if processes.is_alive(mark)}
    if not alive:
        print("Nothing runs from this checkout.")
    for name, mark in alive.items():
        family = [psutil.Process(mark["pid"]), *psutil.Process(mark["pid"]).children(recursive=name != "supervisor")]
        if name == "supervisor":
            family = family[:1]
        memory = sum(process.memory_full_info().pss for process in family) // 1024**2
        print(f"{name:<10}  pid {mark['pid']:<8} {len(family):>2} processes  {memory:>5} MB")


def reset() -> None:
    servers = Servers.lasting()
    with supervisor.alone(servers):
        supervisor.stop_leftovers(servers)
        servers.places.remove()
        for path in servers.places.data.iterdir():
            if path.suffix == ".lock":
                continue
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    print("The data are gone; the next `make run` starts from what ships.")


def run_command(words: list[str], *, throwaway: bool) -> int:
    """Run it with the servers' environment: those of the running Kompass, or ones started for as long as it takes."""
    servers = Servers.for_one_run() if throwaway else Servers.lasting()
    with ExitStack() as stack:
        if throwaway or not servers.are_running():
            if not throwaway:
                stack.enter_context(supervisor.alone(servers))
            stack.callback(servers.stop)
            servers.start()
        environment = os.environ | servers.environment()
        environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment.get('PATH', os.defpath)}"
        try:
            return subprocess.run(words, env=environment, cwd=CHECKOUT, check=False).returncode
        except KeyboardInterrupt:
            return 130
        except FileNotFoundError:
            raise CannotStart(f"There is no command {words[0]}.") from None


if __name__ == "__main__":
    sys.exit(main())
