#!/usr/bin/env bash
# Sets up what try.sh and check.sh need; sourced by both. Every step is skipped when it is already done.
# Leaves: $python (of the virtual environment), $missing (an array of sentences on what could not be had).

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
venv=${KIOSK_VENV:-$top/.venv}
python=$venv/bin/python
missing=()
steps_done=0

say() { printf '\033[1m%s\033[0m\n' "$*"; }
note() { printf '   %s\n' "$*"; }
step() { steps_done=$((steps_done + 1)); say "[$steps_done/$steps_all] $*"; }

as_root() { # runs a command as root, asking for a password only on a terminal
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo > /dev/null && { [ -t 0 ] || sudo -n true 2> /dev/null; }; then sudo "$@"
    else return 1; fi
}

progress() { # shows a long command's life on one line, keeps its output in a log, prints the log when it fails
    local log=$1 what=$2 began=$SECONDS
    shift 2
    "$@" > "$log" 2>&1 < /dev/null &
    local pid=$!
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
    progress "$(logs apt-update)" "reading package lists" as_root apt-get update -q || true
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

compiler() { # llama-cpp-python is compiled once, without its eyes; pip keeps the wheel in its cache
    command -v c++ > /dev/null || missing+=("There is no C++ compiler: without llama-cpp-python matching goes by words alone.")
}

python_packages() { # $1: extras such as "[import,natural]" or "[dev,import,natural]"
    local stamp=$venv/installed wanted
    wanted=$(cat "$top/setup.cfg" "$top/deploy/constraints.txt" | sha256sum)$1$top
    if [ "$(cat "$stamp" 2> /dev/null)" = "$wanted" ]; then note "all there"; return 0; fi
    if ! "$python" -c 'import llama_cpp' 2> /dev/null; then
        progress "$(logs llama)" "compiling llama-cpp-python (about five minutes on two cores, once)" \
            env CMAKE_ARGS="${CMAKE_ARGS:-} -DLLAVA_BUILD=OFF" \
            "$python" -m pip install -c "$top/deploy/constraints.txt" llama-cpp-python \
            || missing+=("llama-cpp-python could not be built: matching goes by words alone, nothing is composed.")
    fi
    if ! "$python" -c 'import llama_cpp' 2> /dev/null; then
        progress "$(logs pip)" "Python packages without llama-cpp-python" install_without_llama "$1" || exit 1
        return 0
    fi
    progress "$(logs pip)" "Python packages" "$python" -m pip install -c "$top/deploy/constraints.txt" -e "$top$1" || exit 1
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

report_missing() {
    [ ${#missing[@]} = 0 ] && return 0
    say "What is missing:"
    local sentence
    for sentence in "${missing[@]}"; do note "$sentence"; done
}
