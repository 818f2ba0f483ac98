# Makes .venv at the root and what it needs of the system; sourced by run.sh and test.sh.
#
# Says nothing about what is already there. Needs Python 3.11 to 3.13 with pip, or uv;
# neither python3-venv nor virtualenv. As root it installs missing system libraries
# by apt, otherwise it names the one command an administrator must run.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
VENV=$ROOT/.venv
PYTHON=$VENV/bin/python

# Packages of Debian that the window's libraries link to and a bare system lacks.
QT_PACKAGES="libglib2.0-0 libegl1 libgl1 libfontconfig1 libdbus-1-3 libcups2 libx11-6 libx11-xcb1
  libxkbcommon0 libxkbcommon-x11-0 libxcb-cursor0 libxcb-glx0 libxcb-icccm4 libxcb-image0
  libxcb-keysyms1 libxcb-randr0 libxcb-render0 libxcb-render-util0 libxcb-shape0 libxcb-shm0
  libxcb-sync1 libxcb-xfixes0 libxcb-xkb1 libwayland-client0 libwayland-cursor0 libwayland-egl1"

say() { printf '%s\n' "$*" >&2; }

stop() {
  say "$*"
  exit 1
}

# Runs a command silently; shows what it printed only when it fails.
quietly() {
  local log
  log=$(mktemp)
  if "$@" >"$log" 2>&1 </dev/null; then
    rm -f "$log"
  else
    cat "$log" >&2
    rm -f "$log"
    return 1
  fi
}

# install_packages WHAT NAME...: by apt as root; otherwise says the command and returns 1.
install_packages() {
  local what=$1
  shift
  if ! command -v apt-get >/dev/null; then
    say "$what missing, and there is no apt-get. Install what these Debian packages hold: $*"
    return 1
  fi
  if [ "$(id -u)" != 0 ]; then
    say "$what missing. An administrator must run this one command, then start again:"
    say "  sudo apt-get update && sudo apt-get install -y --no-install-recommends $*"
    return 1
  fi
  say "Installing $what ..."
  quietly apt-get update -q || say "The lists of packages could not be renewed; going on with those at hand."
  quietly env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"
}

find_python() {
  local name
  for name in "${HNABROAD_PYTHON:-}" python3 python3.13 python3.12 python3.11 python; do
    if [ -n "$name" ] && "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
      "$name" -c 'import sys; print(sys.executable)'
      return
    fi
  done
  return 1
}

# What the environment was made from: this place and this lock; a change of either makes it anew.
wanted_stamp() {
  printf '%s\n' "$ROOT"
  sha256sum <"$ROOT/requirements.lock"
}

make_environment() {
  local base
  rm -f "$VENV/.made-from"
  base=$(find_python) || stop "Python 3.11, 3.12 or 3.13 is needed and none was found."
  say "Making the environment in .venv ..."
  if command -v uv >/dev/null && uv --version >/dev/null 2>&1; then
    quietly uv venv --quiet --clear --python "$base" "$VENV" &&
      quietly uv pip install --quiet --python "$PYTHON" --require-hashes -r "$ROOT/requirements.lock" &&
      quietly uv pip install --quiet --python "$PYTHON" --no-deps --no-build-isolation --editable "$ROOT" ||
      stop "The environment could not be made."
  else
    "$base" -m pip --version >/dev/null 2>&1 || stop "pip is needed for $base, or uv, and neither was found."
    # Debian keeps ensurepip in a package of its own, so the pip outside works on the environment.
    quietly "$base" -m venv --clear --without-pip "$VENV" &&
      quietly "$base" -m pip --python "$PYTHON" install --quiet --require-hashes -r "$ROOT/requirements.lock" &&
      quietly "$base" -m pip --python "$PYTHON" install --quiet --no-deps --no-build-isolation --editable "$ROOT" ||
      stop "The environment could not be made."
  fi
  wanted_stamp >"$VENV/.made-from"
}

# Names of shared libraries that the window, its platforms and printing need and the system lacks.
missing_libraries() {
  local qt
  qt=$(echo "$VENV"/lib/python3.*/site-packages/PySide6/Qt)
  ldd "$qt"/lib/libQt6{Widgets,Pdf,PrintSupport,Svg}.so.6 \
    "$qt"/plugins/platforms/libq{xcb,wayland,offscreen}.so \
    "$qt"/plugins/printsupport/libcupsprintersupport.so 2>/dev/null |
    awk '/not found/ { print $1 }' | sort -u
}

set_up() {
  if [ ! -x "$PYTHON" ] || ! wanted_stamp | cmp -s - "$VENV/.made-from"; then
    make_environment
  fi
  if [ "$(uname -s)" = Linux ] && [ -n "$(missing_libraries)" ]; then
    # shellcheck disable=SC2086 # a list of words
    install_packages "system libraries of Qt" $QT_PACKAGES || exit 1
    [ -z "$(missing_libraries)" ] || stop "Still missing: $(missing_libraries | tr '\n' ' ')"
  fi
}
