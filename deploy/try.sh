#!/usr/bin/env bash
# One command from a fresh machine to a figure that answers. The first start compiles and downloads; later ones take seconds.
# Anything after the name is handed on to `kiosk run`, or to `kiosk rehearse` where there is no display.
set -euo pipefail
steps_all=6
# shellcheck source=deploy/setup.sh
. "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

step "System packages"
system_packages python3-venv build-essential ffmpeg espeak-ng libespeak-ng1 libasound2-plugins \
    fonts-ebgaramond fonts-noto-core fonts-noto-cjk
step "Virtual environment"
virtual_environment
step "Python packages"
compiler
python_packages "[import,natural]"
step "Models"
models
step "Demo pack"
progress "$(logs demo)" "reading it and speaking its answers once" "$venv/bin/kiosk" pack build || true
report_missing
step "Start"
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    note "Touch the screen or stand before the camera; Escape or Alt+F4 leaves."
    exec "$venv/bin/kiosk" run --windowed "$@"
fi
note "There is no display here, so a rehearsed visit is played instead; it takes about two minutes."
"$venv/bin/kiosk" rehearse "$top/content/ada-lovelace/rehearsals/first-visit.toml" \
    --video "$top/rehearsal.mp4" --transcript "$top/rehearsal.txt" "$@"
say "The visit as a film with sound: $top/rehearsal.mp4"
say "What was said, with labels and times: $top/rehearsal.txt"
