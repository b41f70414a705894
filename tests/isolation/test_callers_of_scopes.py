"""A rule never opens another scope: only the middleware, the job runner, loaders and commands do."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOORS = {"open_scope", "change_scope"}
ALLOWED = {
    "accounts/outbox.py": "the job runner",
    "evaluations/demonstration.py": "the loader of the demonstration",
    "followup/demonstration/loading.py": "the loader of the demonstration",
    "kompass_site/scope.py": "the middleware",
}


def _callers() -> set[str]:
    found = set()
    for app in ("accounts", "evaluations", "followup", "kompass_site"):
        for path in (ROOT / app).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                name = node.func if isinstance(node, ast.Call) else None
                called = getattr(name, "id", getattr(name, "attr", ""))
                if called in DOORS:
                    found.add(str(path.relative_to(ROOT)))
    return found


def test_only_the_middleware_the_job_runner_and_commands_open_a_scope():
    commands = {caller for caller in _callers() if "/management/commands/" in caller}

    assert _callers() - commands == set(ALLOWED)
