"""What is vendored is what its list says, and nothing else."""

import hashlib
import re
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
VENDOR = ROOT / "static" / "vendor"
README = (VENDOR / "README.md").read_text()


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_every_vendored_file_is_listed_with_its_sum():
    listed = dict(re.findall(r"^\| (\S+\.\w+) \|.*\| ([0-9a-f]{64}) \|$", README, re.MULTILINE))
    present = {
        str(path.relative_to(VENDOR)): digest(path)
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name not in ("LICENSE", "README.md")
    }
    assert present == listed


def test_every_vendored_package_has_its_licence():
    assert [folder.name for folder in VENDOR.iterdir() if folder.is_dir() and not (folder / "LICENSE").is_file()] == []


def test_the_checker_for_tests_is_listed_too():
    axe = ROOT / "tests" / "browser" / "vendor" / "axe-core" / "axe.min.js"
    assert f"sha256 {digest(axe)}" in README
