#!/bin/sh
# Print the first interpreter that truly runs and has what a virtual environment needs. A version manager's shim can
# exist and fail, and a distribution's python3 can lack venv, so each is run before it is trusted.
set -u

probe='
import sys
if not (3, 12) <= sys.version_info[:2] <= (3, 14): raise SystemExit(1)
import ssl, sqlite3, venv, ensurepip
print(getattr(sys, "_base_executable", sys.executable))
'

try() {
    [ -x "$1" ] || command -v "$1" >/dev/null 2>&1 || return 1
    found=$("$1" -I -c "$probe" 2>/dev/null </dev/null) && [ -n "$found" ] && printf '%s\n' "$found" && exit 0
}

[ -n "${PYTHON:-}" ] && try "$PYTHON"
for name in python3.13 python3.12 python3.14 python3; do
    try "$name"
done
home=${HOME:-/nonexistent}
for version in 3.13 3.12 3.14; do
    for folder in \
        "${PYENV_ROOT:-$home/.pyenv}"/versions/$version* \
        "${UV_PYTHON_INSTALL_DIR:-$home/.local/share/uv/python}"/cpython-$version* \
        "${ASDF_DATA_DIR:-$home/.asdf}"/installs/python/$version* \
        "${MISE_DATA_DIR:-$home/.local/share/mise}"/installs/python/$version* \
        "$home"/miniconda3 /opt/python/$version* /opt/python$version* /usr/local; do
        try "$folder/bin/python$version"
    done
done
cat >&2 <<'END'
Kompass needs Python 3.12, 3.13 or 3.14 with ssl, sqlite3 and venv, and found none that runs: install one (apt-get install python3.13 python3.13-venv, pyenv install 3.13, or uv python install 3.13), or say where it is: PYTHON=/path/to/python3 make run
END
exit 1
