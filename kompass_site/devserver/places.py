"""Where a checkout keeps what it makes: the servers' data, their sockets, the logs."""

import hashlib
import os
import pwd
import re
import shutil
import stat
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kompass_site.devserver import CannotStart, processes

CHECKOUT = Path(__file__).resolve().parents[2]
LONGEST_SOCKET_FOLDER = 80  # the kernel takes 107 bytes, with the file's own name
ENOUGH_SPACE = 300 * 1024 * 1024
THROWAWAY = "kompass-throwaway-"


@dataclass(frozen=True)
class Places:
    """The folders of one pair of servers: `data` is the product's own, `home` holds the servers' files."""

    data: Path
    home: Path
    sockets: Path

    @property
    def logs(self) -> Path:
        return self.data / "logs"

    def remove(self) -> None:
        shutil.rmtree(self.home, ignore_errors=True)
        shutil.rmtree(self.sockets, ignore_errors=True)


@cache
def database_user() -> pwd.struct_passwd | None:
    """The system user that PostgreSQL runs as when we are root, which it refuses to be; None: as ourselves."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise CannotStart("PostgreSQL refuses to run as root, and this machine has neither a user postgres nor nobody.")


def places_of(checkout: Path = CHECKOUT) -> Places:
    """The lasting places of a checkout; as root the servers' files lie where their user can reach them."""
    data = checkout / ".data"
    make_folder(data)
    require_space(data)
    mark = hashlib.sha256(os.fsencode(checkout)).hexdigest()[:10]
    if database_user() is None:
        home = data / "servers"
        make_folder(home)
    else:
        home = Path("/var/tmp") / f"kompass-{mark}"  # noqa: S108 - the owner is checked
        make_folder(home, mode=0o711)
        point_at(home, data / "servers")
    sockets = home / "sockets"
    if len(os.fsencode(sockets)) > LONGEST_SOCKET_FOLDER or not re.fullmatch(r"[\w./-]+", str(sockets), re.ASCII):
        sockets = Path("/tmp") / f"kompass-{os.geteuid()}-{mark}"  # noqa: S108 - the owner is checked
    make_folder(sockets, owner=database_user())
    return Places(data, home, sockets)


def throwaway_places() -> Places:
    """Places of their own for one run, marked with the process that owns them; removes those of dead owners first."""
    parent = Path("/var/tmp") if database_user() else Path(tempfile.gettempdir())  # noqa: S108 - mkdtemp makes it ours
    remove_abandoned(parent)
    require_space(parent)
    home = Path(tempfile.mkdtemp(prefix=THROWAWAY, dir=parent))
    processes.write_marks(home / "owner.json", {"owner": processes.mark_of(os.getpid())})
    home.chmod(0o711)
    sockets = home / "s"
    make_folder(sockets, owner=database_user())
    data = home / "data"
    data.mkdir()
    return Places(data, home, sockets)


def remove_abandoned(parent: Path) -> None:
    """Stop and remove the throwaway servers whose owner was killed before it could."""
    for home in parent.glob(f"{THROWAWAY}*"):
        try:
            if home.lstat().st_uid != os.geteuid():
                continue
        except FileNotFoundError:  # another run was faster
            continue
        owner = processes.read_marks(home / "owner.json").get("owner")
        if owner is None or processes.is_alive(owner):
            continue
        for mark in processes.read_marks(home / "servers.json").values():
            processes.stop(mark, patience=0)
        shutil.rmtree(home, ignore_errors=True)


def make_folder(folder: Path, *, mode: int = 0o700, owner: pwd.struct_passwd | None = None) -> None:
    """Make the folder, or take the one that is there if it is truly ours."""
    folder.mkdir(parents=True, exist_ok=True)
    found = folder.lstat()
    expected = owner.pw_uid if owner else os.geteuid()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (expected, os.geteuid()):
        raise CannotStart(f"{folder} belongs to somebody else; remove it or ask its owner to.")
    if owner and found.st_uid != owner.pw_uid:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    folder.chmod(mode)


def point_at(target: Path, link: Path) -> None:
    if not link.is_symlink() or link.readlink() != target:
        link.unlink(missing_ok=True)
        link.symlink_to(target)


def require_space(folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if free < ENOUGH_SPACE:
        raise CannotStart(f"The disk is full: {free // 1024**2} MB are free at {folder}, and 300 MB are needed.")
