"""The dependency rule is enforced: planted violations turn the contracts red."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
APPS = ("accounts", "evaluations", "followup", "kompass_site")


def _broken(folder: Path) -> set[str]:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False)
    return {line.removesuffix(" BROKEN") for line in done.stdout.splitlines() if line.endswith(" BROKEN")}


def test_planted_violations_are_refused(tmp_path):
    for app in APPS:
        shutil.copytree(ROOT / app, tmp_path / app, ignore=shutil.ignore_patterns("__pycache__", "data"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for name, line in (
        ("accounts/models/user.py", "from evaluations.models import Evaluation\n"),
        ("accounts/outbox.py", "import celery\n"),
        ("evaluations/models/rubric.py", "from evaluations import rubrics\n"),
        ("evaluations/scoring.py", "import django\n"),
    ):
        with (tmp_path / name).open("a") as file:
            file.write(line)
    (tmp_path / "followup/utils.py").write_text("")

    assert _broken(tmp_path) >= {
        "Followup reads evaluations, evaluations reads accounts, never back",
        "Models and rules know neither REST framework nor Celery",
        "Evaluations: edges, rules in the order of the work, models",
        "Scoring is arithmetic",
        "Followup: edges, rules, models",
    }
