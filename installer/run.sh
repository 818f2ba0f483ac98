#!/usr/bin/env bash
# Starts the program on its sample data; without a display prints the sample decision into out/.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
set_up
cd "$ROOT"

SAMPLE_FILE=out/mau.hnab
SAMPLE_CLASS=${SAMPLE_CLASS:-LOP-2026-07}

quietly "$PYTHON" installer/messages.py
mkdir -p out
if [ ! -e "$SAMPLE_FILE" ]; then
  say "Making the sample data in $SAMPLE_FILE ..."
  quietly "$PYTHON" -m hnabroad_desktop.cli demo "$SAMPLE_FILE"
fi

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname -s)" = Darwin ]; then
  exec "$PYTHON" -m hnabroad_desktop "$SAMPLE_FILE"
fi

say "There is no display, so no window. Printing the decision of class $SAMPLE_CLASS with its annexed list:"
for profile in state party; do
  # Only these files are this run's; anything else in out/ is left alone.
  rm -rf "out/$profile"
  quietly "$PYTHON" -m hnabroad_desktop.cli print "$SAMPLE_FILE" "$SAMPLE_CLASS" \
    --document decision --profile "$profile" --out "out/$profile" --docx
done
find out/state out/party -type f | sort
