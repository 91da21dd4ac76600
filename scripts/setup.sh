#!/bin/sh
# Make this checkout ready on a bare Debian or Ubuntu.
#
#     scripts/setup.sh run          what the application needs
#     scripts/setup.sh dev          that, and what the tests and checks need
#     scripts/setup.sh dev test     that, and a browser and PostgreSQL's programs for `make test`
#
# Everything missing from the system is asked for at once: installed when we are root or sudo asks no password, otherwise
# the command to run is printed and we stop. A second run looks, finds all in place and is done in a fraction of a second.
set -eu
cd "$(dirname "$0")/.."
level=${1:-run}
tests=${2:-}
python=.venv/bin/python

say() { printf '%s\n' "$@" >&2; }
stop() { say "" "$@"; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# --- Python 3.11 or newer ----------------------------------------------------------------------------------------------

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python3.14 /usr/bin/python3; do
        if have "$candidate" && new_enough "$candidate"; then
            echo "$candidate"
            return
        fi
    done
}

# The package whose absence makes `python -m venv` fail; Debian and Ubuntu leave it out of python3.
venv_package() {
    "$1" -c 'import ensurepip, venv' >/dev/null 2>&1 && return
    own=$(/usr/bin/python3 -c 'import sys; print(sys.version_info[:2])' 2>/dev/null || true)
    this=$("$1" -c 'import sys; print(sys.version_info[:2])')
    if [ "$own" = "$this" ]; then
        echo python3-venv
    else
        "$1" -c 'import sys; print("python{}.{}-venv".format(*sys.version_info))'
    fi
}

# --- Debian packages ------------------------------------------------------------------------------------------------------

apt_command() {
    echo "apt-get update && ${1}apt-get install --no-install-recommends --yes$packages"
}

install_packages() {
    if ! have apt-get; then
        stop "These Debian packages, or what your system calls them, are missing:" "   $packages"
    elif [ "$(id -u)" -eq 0 ]; then
        sudo=
    elif have sudo && sudo -n true 2>/dev/null; then
        sudo=sudo
    else
        stop "Some Debian packages are missing. Please run this, then the same make command again:" "" \
            "    sudo $(apt_command 'sudo ')"
    fi
    say "Installing Debian packages:$packages"
    log=$(mktemp)
    # One unreachable third-party source makes the update fail while Debian's own lists are fine: the installation decides.
    if ! { { $sudo apt-get update || true; } && keep_postgresql_quiet && \
        $sudo env DEBIAN_FRONTEND=noninteractive apt-get install --no-install-recommends --yes $packages; } \
        >"$log" 2>&1 </dev/null; then
        cat "$log" >&2
        rm -f "$log"
        restore_postgresql
        stop "apt-get failed, see above. This was the command:" "    ${sudo:+sudo }$(apt_command "${sudo:+sudo }")"
    fi
    rm -f "$log"
    restore_postgresql
}

# Debian's postgresql starts a server as soon as it is installed. The tests make their own and throw it away, so while it
# is being installed we say: none, please. The line is removed again; a server that was there before is not touched.
quiet=/etc/postgresql-common/createcluster.d/khoi-thidua.conf

keep_postgresql_quiet() {
    case $packages in *postgresql*) ;; *) return 0 ;; esac
    $sudo mkdir -p "${quiet%/*}"
    echo 'create_main_cluster = false' | $sudo tee "$quiet" >/dev/null
}

restore_postgresql() {
    if [ -e "$quiet" ]; then $sudo rm -f "$quiet"; fi
}

# --- what is missing? ---------------------------------------------------------------------------------------------------

packages=
base=$(find_python)
if [ -z "$base" ]; then
    packages="$packages python3 python3-venv"
else
    if ! new_enough $python && ! have uv; then
        package=$(venv_package "$base")
        packages="$packages${package:+ $package}"
    fi
    libraries=$("$base" scripts/system_libraries.py $tests)
    packages="$packages${libraries:+ $libraries}"
fi
if [ "$tests" = test ]; then
    scripts/find_chromium.sh >/dev/null || packages="$packages chromium-headless-shell"
    scripts/find_postgres.sh >/dev/null || packages="$packages postgresql"
fi
case $packages in *chromium*)
    # Ubuntu's package is an empty shell around a snap, which needs a running snapd.
    if grep -qs '^ID=ubuntu' /etc/os-release; then
        stop "The browser tests need Chromium or Google Chrome. Please install one, for example:" "" \
            "    sudo snap install chromium" "" "or name the program: CHROMIUM=/path/to/chrome make test"
    fi ;;
esac
if [ -n "$packages" ]; then
    install_packages
    base=$(find_python)
    [ -n "$base" ] || stop "Python 3.11 or newer is needed; this system offers $(python3 --version 2>&1 || echo none)." \
        "If you have one elsewhere, name it: PYTHON=/path/to/python3.11 make ..."
    if [ -n "$("$base" scripts/system_libraries.py $tests)" ]; then
        stop "Still missing after the installation: $("$base" scripts/system_libraries.py $tests)"
    fi
fi

# --- .venv, keyed on the pinned requirements and the version of Python ---------------------------------------------------

install_with_uv() {
    new_enough $python || uv venv --quiet --no-project --clear --python "$base" .venv || return 1
    uv pip install --quiet --compile-bytecode --python $python --require-hashes "$@"
}

install_with_pip() {
    # A .venv that uv made has no pip; it is quickest to make it anew.
    if ! new_enough $python || ! $python -c 'import pip' 2>/dev/null; then
        rm -rf .venv
        "$base" -m venv .venv || return 1
    fi
    $python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes "$@"
}

install_requirements() {
    if have uv; then
        say "Installing Python packages with uv into .venv ..."
        if install_with_uv "$@"; then return; fi
        say "uv could not; trying pip ..."
    else
        say "Installing Python packages with pip into .venv (about half a minute) ..."
    fi
    install_with_pip "$@" || stop "The Python packages could not be installed, see above." \
        "Without a network: set PIP_INDEX_URL or PIP_FIND_LINKS to a copy of them."
}

key() { { $python --version && cat "$@"; } 2>/dev/null | cksum; }
fresh() { [ -x $python ] && [ "$(cat .venv/installed-"$1" 2>/dev/null)" = "$2" ]; }

if [ "$level" = dev ]; then
    if ! fresh dev "$(key requirements.txt requirements-dev.txt)"; then
        install_requirements -r requirements.txt -r requirements-dev.txt
        key requirements.txt requirements-dev.txt >.venv/installed-dev
        key requirements.txt >.venv/installed-run
    fi
elif ! fresh run "$(key requirements.txt)"; then
    install_requirements -r requirements.txt
    key requirements.txt >.venv/installed-run
fi

# Compiled once here: where Python may not write beside the code (PYTHONDONTWRITEBYTECODE, a read-only folder), every start
# would compile it again, half a second a command. Only what changed is compiled.
$python -m compileall -q khoi_thidua awards scoring campaigns units toolkit || true

# --- .env ------------------------------------------------------------------------------------------------------------------

if [ ! -e .env ] && [ -e .env.example ]; then
    (umask 077 && cp .env.example .env)
    say "Made .env from .env.example."
fi
