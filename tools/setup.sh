#!/usr/bin/env bash
# Make the virtual environment $1 and install gouji into it; when something is missing, name the one command to run.
set -euo pipefail
cd "$(dirname "$0")/.."
venv=${1:-.venv}

is_recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

say() { echo "gouji: $*" >&2; }

recent_python() {
    local name
    for name in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python; do
        if command -v "$name" >/dev/null && is_recent "$name"; then
            echo "$name"
            return
        fi
    done
    say "Python 3.11 or later is needed (found: $(python3 --version 2>/dev/null || echo none)); run: sudo apt-get install -y python3 python3-venv, or name one: make setup PYTHON=/path/to/python3.11"
    return 1
}

if ! { [ -x "$venv/bin/python" ] && is_recent "$venv/bin/python" && "$venv/bin/python" -m pip --version >/dev/null 2>&1; }; then
    python=$(recent_python)
    if ! output=$("$python" -m venv --clear "$venv" 2>&1); then
        echo "$output" >&2
        say "$python cannot make virtual environments; run: sudo apt-get install -y python3-venv"
        exit 1
    fi
fi

echo "gouji: installing into $venv (a few minutes the first time)"
if ! "$venv/bin/python" -m pip install -qq --disable-pip-version-check -c constraints.txt -e '.[dev]'; then
    say "the installation failed (see above); when the cause is mended, run: make setup"
    exit 1
fi
