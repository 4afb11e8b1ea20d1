#!/usr/bin/env bash
# One command that proves the checkout: set-up, format, lint, types, import contracts, all tests.
# --long also runs what takes many minutes (soak, chaos), and looks for examples that nobody thought of.
# --built computes the demo packs before the tests, as try.sh does: they pass after it as well.
set -euo pipefail
steps_all=11
# shellcheck source=deploy/setup.sh
. "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
kept=(-m "not long" --hypothesis-profile=ci) # the same examples in every run
built=
for option in "$@"; do
    case $option in
        --long) kept=() ;;
        --built) built=yes ;;
        *) say "There is no option $option; there are --long and --built."; exit 2 ;;
    esac
done

step "System packages for Python"
system_packages python3-venv build-essential
step "Virtual environment"
virtual_environment
begin_llama
step "System packages for picture and sound"
system_packages ffmpeg espeak-ng libespeak-ng1 libasound2-plugins fonts-ebgaramond fonts-noto-core fonts-noto-cjk \
    xvfb xdotool imagemagick pulseaudio pulseaudio-utils procps strace shellcheck
step "Python packages"
python_packages "[dev,import,natural]"
step "Models"
models --language en --language ko smollm2-135m-instruct whisper-tiny-en
step "llama-cpp-python"
finish_llama
report_missing
report_times
cd "$top"
step "Format"
"$venv/bin/ruff" format --check .
step "Lint"
"$venv/bin/ruff" check .
step "Types"
"$venv/bin/mypy"
step "Import contracts"
"$venv/bin/lint-imports"
step "Tests"
if [ -n "$built" ]; then
    for pack in "$top"/content/*/pack.toml; do
        pack=$(dirname "$pack")
        progress "$(logs built)" "building $(basename "$pack")" "$venv/bin/kiosk" pack build "$pack"
    done
fi
exec "$python" -m pytest --numprocesses "$(nproc)" --dist loadfile "${kept[@]}"
