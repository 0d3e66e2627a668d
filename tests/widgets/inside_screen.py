# SPDX-License-Identifier: GPL-3.0-or-later
"""To import this module is to be on a virtual screen and a session bus of one's own: a program run from a terminal or by
meson starts itself again there. Where what that needs is not installed, it is skipped (exit status 77).
"""
import ctypes
import os
import shutil
import subprocess
import sys
import time

REPORT = 9  # the descriptor of the outer standard error


def find_missing():
    for program in ('xvfb-run', 'xauth', 'dbus-run-session', 'xdotool', 'xfwm4'):
        if shutil.which(program) is None:
            return program
    try:
        import gi
        import pyatspi  # noqa: F401

        gi.require_version('Atspi', '2.0')
    except (ImportError, ValueError) as error:
        return str(error)
    return None


def run_inside():
    missing = find_missing()
    if missing:
        print(f'skipped: {missing} is not there')
        sys.exit(77)
    environment = dict(os.environ, GRADUS_TEST_INSIDE='1', NO_AT_BRIDGE='0', XDG_CURRENT_DESKTOP='none')
    for name in ('WAYLAND_DISPLAY', 'DISPLAY', 'DBUS_SESSION_BUS_ADDRESS', 'AT_SPI_BUS_ADDRESS', 'G_DEBUG', 'MALLOC_PERTURB_'):
        environment.pop(name, None)
    command = ['xvfb-run', '-a', '-s', '-screen 0 1280x800x24', 'dbus-run-session', '--', sys.executable, '-W', 'ignore']
    # What the buses and their services chat about is nobody's news; a report goes where it went.
    os.dup2(2, REPORT, inheritable=True)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    os.execvpe(command[0], [*command, *sys.argv], environment)


def report():
    """The standard error of the start."""
    return os.fdopen(REPORT, 'w', buffering=1)


def find_locale():
    """A locale with a point in its numbers under which LANGUAGE counts: newer C libraries translate nothing in C.UTF-8."""
    known = subprocess.run(['locale', '-a'], capture_output=True, text=True).stdout.lower().split()
    return 'en_US.UTF-8' if 'en_us.utf8' in known else 'C.UTF-8'


def places_lack_padding():
    """From 4.10 on GTK tells an assistive tool where a widget is without the padding of all that is around it."""
    return ctypes.CDLL('libgtk-4.so.1').gtk_get_minor_version() >= 10


def start_manager():
    """A window manager that answers. On a busy machine one may get stuck while it starts: then another is tried."""
    for seconds in (30, 60, 120):
        manager = subprocess.Popen(
            ['xfwm4', '--compositor=off', '--sm-client-disable'], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            # Only under a window manager there are desktops to count.
            if subprocess.run(['xdotool', 'get_num_desktops'], capture_output=True).returncode == 0:
                return manager
            time.sleep(0.1)
        manager.kill()
        manager.wait()
    raise AssertionError('no window manager came')


if os.environ.get('GRADUS_TEST_INSIDE') != '1':
    run_inside()
