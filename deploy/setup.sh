#!/usr/bin/env bash
# Sets up what try.sh and check.sh need; sourced by both. Every step is skipped when it is already done.
# Leaves: $python (of the virtual environment), $missing (an array of sentences on what could not be had).

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
venv=${KIOSK_VENV:-$top/.venv}
python=$venv/bin/python
missing=()
lists_read=
steps_done=0
steps_all=${steps_all:-0}
step_names=()
step_begins=()

say() { printf '\033[1m%s\033[0m\n' "$*"; }
note() { printf '   %s\n' "$*"; }
step() {
    steps_done=$((steps_done + 1))
    step_names+=("$*")
    step_begins+=("$SECONDS")
    say "[$steps_done/$steps_all] $*"
}

report_times() { # how long each step took that has ended by now
    local number ends
    say "Seconds of each step:"
    for number in "${!step_names[@]}"; do
        ends=${step_begins[number + 1]:-$SECONDS}
        printf '   %6d  %s\n' $((ends - step_begins[number])) "${step_names[number]}"
    done
    printf '   %6d  all\n' "$SECONDS"
}

as_root() { # runs a command as root, asking for a password only on a terminal
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo > /dev/null && { [ -t 0 ] || sudo -n true 2> /dev/null; }; then sudo "$@"
    else return 1; fi
}

progress() { # shows a long command's life on one line, keeps its output in a log, prints the log when it fails
    local log=$1 what=$2
    shift 2
    "$@" > "$log" 2>&1 < /dev/null &
    follow $! "$log" "$what"
}

follow() { # shows the life of a process that runs already, as `progress` does
    local pid=$1 log=$2 what=$3 began=$SECONDS
    while kill -0 "$pid" 2> /dev/null; do
        if [ -t 1 ]; then
            printf '\r   %s … %d s  %-60.60s' "$what" $((SECONDS - began)) "$(tail -n 1 "$log" 2> /dev/null | tr -d '\r')"
            sleep 1
        else
            for _ in $(seq 30); do kill -0 "$pid" 2> /dev/null && sleep 1; done
            note "$what … $((SECONDS - began)) s"
        fi
    done
    [ -t 1 ] && printf '\r%-100s\r' ''
    if wait "$pid"; then note "$what: done in $((SECONDS - began)) s"
    else
        note "$what: failed; the last lines of $log:"
        tail -n 15 "$log" | sed 's/^/      /'
        return 1
    fi
}

logs() { mkdir -p "$venv/log"; printf '%s/log/%s.log' "$venv" "$1"; }

system_packages() { # installs what of the named Debian packages is not there
    local wanted=() package
    if ! command -v dpkg-query > /dev/null; then
        missing+=("This is not Debian or Ubuntu: install the counterparts of: $*.")
        return 0
    fi
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2> /dev/null | grep -q 'ok installed' || wanted+=("$package")
    done
    if [ ${#wanted[@]} = 0 ]; then note "all there"; return 0; fi
    note "to install: ${wanted[*]}"
    if ! as_root true; then
        missing+=("System packages need root: sudo apt-get install ${wanted[*]}")
        return 0
    fi
    if [ -z "$lists_read" ]; then
        progress "$(logs apt-update)" "reading package lists" as_root apt-get update -q || true
        lists_read=yes
    fi
    progress "$(logs apt)" "installing" as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -q --no-install-recommends "${wanted[@]}" \
        || missing+=("Some system packages could not be installed: sudo apt-get install ${wanted[*]}")
}

find_python() { # a Python of at least 3.11 that can make virtual environments
    local candidate
    for candidate in "${KIOSK_PYTHON:-python3}" python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2> /dev/null; then
            command -v "$candidate"
            return 0
        fi
    done
    return 1
}

virtual_environment() {
    local base
    if [ ! -x "$python" ]; then
        base=$(find_python) || {
            as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q python3.11 python3.11-venv > "$(logs python)" 2>&1 || true
            base=$(find_python) || { say "No Python 3.11 or newer with venv was found: sudo apt-get install python3.11-venv"; exit 1; }
        }
        "$base" -m venv "$venv"
        "$python" -m pip install -q --upgrade pip 2> "$(logs pip)" || note "pip stays as it is"
    fi
    note "$("$python" -V) in $venv"
}

python_packages() { # all but llama-cpp-python, which finish_llama installs; $1: extras such as "[import,natural]"
    local stamp=$venv/installed wanted
    wanted=$(cat "$top/setup.cfg" "$top/deploy/constraints.txt" | sha256sum)$1$top
    if [ "$(cat "$stamp" 2> /dev/null)" = "$wanted" ]; then note "all there"; return 0; fi
    progress "$(logs pip)" "Python packages" install_without_llama "$1" || exit 1
    printf '%s' "$wanted" > "$stamp"
}

install_without_llama() { # everything but the package that needs a compiler
    "$python" - "$top" "$1" <<- 'END' > "$venv/requirements.txt"
	import configparser, sys
	setup = configparser.ConfigParser()
	setup.read(sys.argv[1] + "/setup.cfg")
	wanted = setup["options"]["install_requires"].split()
	for extra, packages in setup["options.extras_require"].items():
	    wanted += packages.split() if extra in sys.argv[2] else []
	print("\n".join(name for name in wanted if not name.startswith("llama-cpp-python")))
	END
    "$python" -m pip install -c "$top/deploy/constraints.txt" -r "$venv/requirements.txt" \
        && "$python" -m pip install --no-deps -e "$top"
}

models() {
    "$venv/bin/kiosk" models pull --recommended "$@" \
        || missing+=("Some models could not be had; 'kiosk models list' shows which. The rest works.")
}

# shellcheck source=deploy/llama.sh
. "$top/deploy/llama.sh"

report_missing() {
    [ ${#missing[@]} = 0 ] && return 0
    say "What is missing:"
    local sentence
    for sentence in "${missing[@]}"; do note "$sentence"; done
}
