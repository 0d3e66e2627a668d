# SPDX-License-Identifier: GPL-3.0-or-later
# What Gradus needs from Debian, and how build-aux/run and build-aux/test get it. Sourced, not run.
#
# A line is CHECK PACKAGE; CHECK is cmd:PROGRAM (on PATH), pc:MODULE (pkg-config) or deb (the package itself).
# shellcheck shell=bash

needed_to_build='
cmd:cc               gcc
deb                  libc6-dev
cmd:meson            meson
cmd:ninja            ninja-build
cmd:pkg-config       pkgconf
cmd:python3          python3
cmd:msgfmt           gettext
pc:gtk4              libgtk-4-dev
pc:libadwaita-1      libadwaita-1-dev
pc:json-glib-1.0     libjson-glib-dev
cmd:gtk4-update-icon-cache  libgtk-4-bin
cmd:update-desktop-database desktop-file-utils
cmd:update-mime-database    shared-mime-info
cmd:appstreamcli     appstream
'

needed_to_show='
deb                  librsvg2-common
deb                  adwaita-icon-theme
deb                  fonts-dejavu-core
'

# Without these some tests are skipped, none fails.
wanted_to_test='
cmd:xvfb-run         xvfb
cmd:xauth            xauth
cmd:dbus-run-session dbus
deb                  at-spi2-core
deb                  python3-pyatspi
deb                  gir1.2-atspi-2.0
cmd:xdotool          xdotool
cmd:xprop            x11-utils
cmd:xfwm4            xfwm4
cmd:codespell        codespell
'

# Debian 12's clang-format is the release that .clang-format is written for.
if grep -qs '^VERSION_CODENAME=bookworm' /etc/os-release; then
  wanted_to_test="$wanted_to_test
cmd:clang-format     clang-format
"
fi

have () # CHECK PACKAGE
{
  case $1 in
    cmd:*) command -v "${1#cmd:}" >/dev/null 2>&1 ;;
    pc:*)  command -v pkg-config >/dev/null 2>&1 && pkg-config --exists "${1#pc:}" ;;
    deb)   ! command -v dpkg-query >/dev/null 2>&1 ||
             [ "$(dpkg-query -W -f '${db:Status-Status}' "$2" 2>/dev/null)" = installed ] ;;
  esac
}

missing_of () # LIST: the packages of LIST that are not there, on one line
{
  local check package found=()
  while read -r check package; do
    [ -n "$check" ] || continue
    have "$check" "$package" || found+=("$package")
  done <<<"$1"
  echo "${found[*]}"
}

say () { echo "${0##*/}: $*" >&2; }

# Runs a command as root: as it is, or by sudo, which asks for the password on the terminal if there is one.
as_root ()
{
  if [ "$(id -u)" = 0 ]; then
    env DEBIAN_FRONTEND=noninteractive "$@"
  elif [ -t 2 ] && (: </dev/tty) 2>/dev/null; then
    sudo env DEBIAN_FRONTEND=noninteractive "$@"
  else
    sudo -n env DEBIAN_FRONTEND=noninteractive "$@"
  fi
}

can_install ()
{
  command -v apt-get >/dev/null 2>&1 && { [ "$(id -u)" = 0 ] || command -v sudo >/dev/null 2>&1; }
}

apt () # ARGUMENT...
{
  as_root apt-get -q -o Acquire::Retries=1 -o APT::Update::Error-Mode=any "$@" </dev/null
}

# Installs what is missing of the list NEEDED, and of WANTED what can be had. Nothing missing: nothing is run.
# Fails if something of NEEDED stays missing.
install_missing () # NEEDED WANTED
{
  local needed wanted package available=() log
  needed=$(missing_of "$1")
  wanted=$(missing_of "$2")
  [ -n "$needed$wanted" ] || return 0

  if can_install; then
    say "installing (it may take minutes): ${needed:+$needed }$wanted"
    log=$(mktemp)
    if apt update >"$log" 2>&1; then
      # All at once is faster; but what a mirror does not have must not hinder the rest.
      for package in $wanted; do
        [ -z "$(apt-cache madison "$package" 2>/dev/null)" ] || available+=("$package")
      done
      # shellcheck disable=SC2086
      apt install -y --no-install-recommends $needed ${available[@]+"${available[@]}"} >>"$log" 2>&1 ||
        { [ -n "$needed" ] && apt install -y --no-install-recommends $needed >>"$log" 2>&1; } ||
        true
    fi
    needed=$(missing_of "$1")
    wanted=$(missing_of "$2")
    [ -z "$needed" ] || tail -n 20 "$log" >&2
    rm -f "$log"
  fi

  if [ -n "$needed" ]; then
    say "these Debian packages are missing and could not be installed: $needed"
    say "install them, or what your distribution calls them (README.md, \"Building\"), and try again"
    return 1
  fi
  [ -z "$wanted" ] || say "could not be installed, so some tests are skipped: $wanted"
}

list_missing () # NEEDED WANTED: for --help
{
  local needed wanted
  needed=$(missing_of "$1")
  wanted=$(missing_of "$2")
  if [ -z "$needed$wanted" ]; then
    echo "On this machine nothing is missing: nothing will be installed."
  else
    echo "On this machine it will install first (apt-get, by sudo if not root), then start:"
    echo "  ${needed:+$needed }$wanted" | fold -s -w 78 | sed '2,$s/^/  /'
  fi
}
