"""Ask for known vulnerabilities in the locks. Fails on any; where the question cannot be asked, says so loudly."""

import json
import subprocess
import sys
from pathlib import Path

LOCK = Path(__file__).resolve().parents[1] / "requirements" / "dev.txt"
NO_NETWORK = ("ConnectionError", "ConnectTimeout", "Connection aborted", "Max retries exceeded", "ReadTimeout")


def main() -> int:
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(LOCK), "--require-hashes", "--disable-pip"]
    command += ["--progress-spinner", "off", "--format", "json"]
    asked = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    try:
        packages = json.loads(asked.stdout)["dependencies"]
    except (ValueError, KeyError):
        if any(word in asked.stderr for word in NO_NETWORK):
            return loud("NOT CHECKED for known vulnerabilities: the advisory service was not reached.")
        sys.stderr.write(asked.stderr)
        return 1
    for package in packages:
        for found in package.get("vulns", []):
            fixed = ", ".join(found["fix_versions"]) or "no version yet"
            say(f"{package['name']} {package['version']}: {found['id']}, fixed in {fixed}")
    if any(package.get("vulns") for package in packages):
        return 1
    unknown = [package["name"] for package in packages if "skip_reason" in package]
    if len(unknown) == len(packages):
        return loud("NOT CHECKED for known vulnerabilities: the advisory service answered for no package.")
    if unknown:
        return loud(f"NOT CHECKED for known vulnerabilities: {', '.join(unknown)}.")
    say(f"{len(packages)} packages, no known vulnerabilities")
    return asked.returncode


def loud(text: str) -> int:
    say(f"\n!!! {text}\n")
    return 0


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
