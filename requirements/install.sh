#!/bin/sh
# Install Mizalla into .venv with the locked versions of what it needs.
#   sh requirements/install.sh run|dev|docs [UV]
set -eu
what=$1
uv=${2:-}

if [ -n "$uv" ]; then
    case $what in
        run) groups=--no-default-groups ;;
        *) groups="--no-default-groups --group $what" ;;
    esac
    # shellcheck disable=SC2086 # two words are meant
    exec "$uv" sync --frozen --inexact $groups
fi

suits() {
    command -v "$1" >/dev/null 2>&1 &&
        "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

if ! { [ -x .venv/bin/python ] && suits .venv/bin/python; }; then
    found=
    for python in "${PYTHON:-python3}" python3.13 python3.12 python3.11 python3.14 python; do
        if suits "$python"; then
            found=$python
            break
        fi
    done
    if [ -z "$found" ]; then
        echo "Mizalla needs Python 3.11 or newer, and found none. Install one, or name it:" >&2
        echo "  make plan PYTHON=/path/to/python3.11" >&2
        exit 1
    fi
    if ! "$found" -m venv --clear .venv; then
        rm -rf .venv
        echo "$found can't make virtual environments. On Debian and Ubuntu: apt install python3-venv" >&2
        exit 1
    fi
fi

# Locked and hashed first, then Mizalla itself, which needs nothing more. The lists are whole, so pip
# resolves nothing: older ones would take the newest release of what is asked for with extras.
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps \
    -r "requirements/$what.txt"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
# The example plugins, which the tests use; what they need is locked too.
if [ "$what" = dev ]; then
    for plugin in plugins/*/; do
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps \
            --editable "$plugin"
    done
fi
.venv/bin/python -m pip --disable-pip-version-check check
