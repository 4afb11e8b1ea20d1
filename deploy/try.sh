#!/usr/bin/env bash
# One command from a fresh machine to a figure that answers. The first start downloads and compiles; later ones take seconds.
# Anything after the name is handed on to `kiosk run`, or to `kiosk rehearse` where there is no display.
set -euo pipefail
steps_all=9
# shellcheck source=deploy/setup.sh
. "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

step "System packages for Python"
system_packages python3-venv build-essential
step "Virtual environment"
virtual_environment
begin_llama
step "System packages for picture and sound"
system_packages ffmpeg espeak-ng libespeak-ng1 libasound2-plugins fonts-ebgaramond fonts-noto-core fonts-noto-cjk
step "Python packages"
python_packages "[import,natural]"
step "Models"
# shellcheck disable=SC2119 # what is handed on is for the kiosk
models
step "The demo pack's voice"
progress "$(logs voices)" "speaking its answers once" "$venv/bin/kiosk" pack build --only-voices || true
step "llama-cpp-python"
finish_llama
step "Demo pack"
progress "$(logs demo)" "reading it" "$venv/bin/kiosk" pack build || true
report_missing
step "Start"
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    report_times
    note "Touch the screen or stand before the camera; Escape or Alt+F4 leaves."
    exec "$venv/bin/kiosk" run --windowed "$@"
fi
note "There is no display here, so a rehearsed visit is played instead; it takes about two minutes."
"$venv/bin/kiosk" rehearse "$top/content/ada-lovelace/rehearsals/first-visit.toml" \
    --video "$top/rehearsal.mp4" --transcript "$top/rehearsal.txt" "$@"
report_times
say "The visit as a film with sound: $top/rehearsal.mp4"
say "What was said, with labels and times: $top/rehearsal.txt"
