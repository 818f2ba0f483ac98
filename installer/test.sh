#!/usr/bin/env bash
# Lint, types, layers, translations and all tests; the last line says how many passed and failed.
#
#   installer/test.sh [--coverage] [what pytest takes: a folder, -k ...]
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
set_up
cd "$ROOT"

# Judges from outside; without them the tests that ask them say that they were skipped.
if ! { command -v soffice && command -v pdftotext && perl -MUnicode::Collate::Locale -e 1; } >/dev/null 2>&1; then
  install_packages "LibreOffice, poppler and Perl's collation, which judge documents and order," \
    libreoffice-writer-nogui poppler-utils perl || say "Going on; the tests that need them are skipped."
fi

COVERAGE=()
if [ "${1:-}" = --coverage ]; then
  COVERAGE=(--cov --cov-report=term)
  shift
fi

failed=0
check() {
  say "== $1"
  shift
  "$@" || failed=$((failed + 1))
}

check "lint" "$VENV/bin/ruff" check --quiet .
check "format" "$VENV/bin/ruff" format --quiet --check .
check "types" "$VENV/bin/mypy" --no-error-summary
check "translations" "$PYTHON" installer/messages.py --check
say "== tests, with layers and wording among them"
REPORT=$(mktemp)
trap 'rm -f "$REPORT"' EXIT
rc=0
QT_QPA_PLATFORM=offscreen "$PYTHON" -m pytest -q -n 2 --dist loadfile --junit-xml="$REPORT" \
  "${COVERAGE[@]}" "$@" || rc=$?
"$PYTHON" installer/closing_line.py "$REPORT" "$failed" "$rc"
