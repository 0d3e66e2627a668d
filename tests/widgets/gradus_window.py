# SPDX-License-Identifier: GPL-3.0-or-later
"""Gradus in a real window, used as a person would use it: through the accessibility bus, the mouse and the keyboard.

A test program imports this module, derives its cases from GradusTest and ends with main(). What a window shows is read
by window_reading.py, and used by window_using.py.

Nothing here sleeps for a fixed time and hopes: whatever takes time is waited for by its outcome.
"""
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest

import inside_screen

import pyatspi

from window_reading import BUTTONS, ENTRIES, PATIENCE, SLIDERS, parse_number, wait_for
from window_using import Using

BUILD = os.environ.get('GRADUS_BUILD', os.path.join(os.path.dirname(__file__), '..', '..', 'build'))
PROGRAM = os.environ.get('GRADUS_PROGRAM', os.path.join(BUILD, 'src', 'gradus'))
CLI = os.environ.get('GRADUS_CLI', os.path.join(BUILD, 'src', 'cli', 'gradus-cli'))
# Names that GTK makes up where a widget has none.
TYPE_NAME = re.compile(r'^(Gtk|Gradus|Adw)[A-Z]\w*$')
# What newer releases of libadwaita do with the labels of their message dialogs, and what narrows under WITHOUT_PADDING.
FOREIGN_TROUBLE = re.compile(r'Trying to measure GtkLabel \S+ for width of \d+, but it needs at least|reported min width -')
# For what stands around others only: what is narrower than its own padding complains.
WITHIN = ('button', 'dropdown', 'entry', 'highlight', 'label', 'scale', 'slider', 'spinbutton', 'switch', 'text', 'trough')
WITHOUT_PADDING = '*' + ''.join(f':not({name})' for name in WITHIN) + ' { padding: 0; border-width: 0; }'


def run_cli(*arguments):
    """What gradus-cli prints, as JSON."""
    output = subprocess.run([CLI, *arguments, '--json'], check=True, capture_output=True, text=True).stdout
    return json.loads(output)


class Window(Using):
    """One running Gradus in folders of its own."""

    def __init__(self, *arguments, language=None, keep=None, environment=None):
        """`keep`: the folders of an earlier Window, which stands in for a second start by the same person."""
        super().__init__()
        self.folder = keep or tempfile.mkdtemp(prefix='gradus-test-')
        self.log_path = os.path.join(self.folder, 'log')
        env = dict(
            os.environ,
            GSK_RENDERER='cairo',
            GDK_BACKEND='x11',
            GTK_A11Y='atspi',
            GTK_USE_PORTAL='0',
            ADW_DISABLE_PORTAL='1',
            GSETTINGS_BACKEND='memory',
            GSETTINGS_SCHEMA_DIR=os.path.join(BUILD, 'data'),
            GRADUS_LOCALE_DIR=os.path.join(BUILD, 'po'),
            LANG=inside_screen.find_locale() if language else 'C.UTF-8',
            LANGUAGE=language or 'en',
            G_ENABLE_DIAGNOSTIC='0',
            G_DEBUG='fatal-criticals',
            HOME=self.folder,
        )
        env.pop('LC_ALL', None)
        for name in ('CONFIG', 'DATA', 'CACHE', 'STATE'):
            path = os.path.join(self.folder, name.lower())
            os.makedirs(path, exist_ok=True)
            env[f'XDG_{name}_HOME'] = path
        if inside_screen.places_lack_padding():
            os.makedirs(os.path.join(self.folder, 'config', 'gtk-4.0'), exist_ok=True)
            with open(os.path.join(self.folder, 'config', 'gtk-4.0', 'gtk.css'), 'w') as css:
                css.write(WITHOUT_PADDING)
        env.update(environment or {})
        with open(self.log_path, 'a') as log:
            self.process = subprocess.Popen(
                [PROGRAM, *arguments], env=env, stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=self.folder
            )
        self.root = wait_for(self._find_application, 'the program on the accessibility bus')
        self.frame = wait_for(lambda: self.frames() and self.frames()[0], 'a window')
        wait_for(lambda: any(self.has_state(frame, 'ACTIVE') for frame in self.frames()), 'a window to be active')
        wait_for(lambda: self.status(), 'the status')

    def _find_application(self):
        if self.process.poll() is not None:
            raise AssertionError(f'the program ended with {self.process.returncode}: {self.log()}')
        for application in pyatspi.Registry.getDesktop(0):
            if application is not None and application.get_process_id() == self.process.pid and application.childCount:
                return application
        return None

    def log(self):
        with open(self.log_path) as log:
            return log.read()

    def screenshot(self, path):
        if shutil.which('import'):
            subprocess.run(['import', '-window', 'root', path], check=False)

    def dump(self):
        """The tree as text, for the report of a failure."""
        lines = []
        for node, depth in self.walk():
            line = f'{"  " * depth}{node.getRoleName()} {node.name!r}'
            if node.description:
                line += f' -- {node.description}'
            if 'Value' in node.get_interfaces():
                line += f' value={node.queryValue().currentValue:g}'
            lines.append(line)
        return '\n'.join(lines)

    def quit(self):
        """Ends the program as a person would; returns its exit status."""
        if self.process.poll() is None:
            self.activate('app.quit')
        return self.process.wait(PATIENCE)

    def kill(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def remove(self):
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


class GradusTest(unittest.TestCase):
    """A window for each test; what it printed and how it ended is judged too."""

    arguments = ()
    language = None

    def setUp(self):
        self.window = Window(*self.arguments, language=self.language)
        self.addCleanup(self.window.remove)

    def tearDown(self):
        outcome = self._outcome
        if any(test is self for test, _ in outcome.result.failures + outcome.result.errors) or any(
            error for _, error in getattr(outcome, 'errors', [])  # before Python 3.11
        ):
            self.report()
        if self.window.process.poll() is None:
            self.window.quit()
        self.assertEqual(self.window.process.returncode, 0, f'the program ended badly: {self.window.log()}')
        trouble = [
            line
            for line in self.window.log().splitlines()
            if re.search(r'WARNING|CRITICAL|ERROR', line) and not FOREIGN_TROUBLE.search(line)
        ]
        self.assertEqual(trouble, [], 'the program complained')

    def report(self):
        """What a failed test looked like."""
        folder = os.environ.get('GRADUS_TEST_OUTPUT')
        if folder:
            os.makedirs(folder, exist_ok=True)
            self.window.screenshot(os.path.join(folder, f'{self.id()}.png'))
        print(f'--- {self.id()}: the window', file=sys.stderr)
        try:
            print(self.window.dump(), file=sys.stderr)
        except Exception as error:
            print(f'it can no longer be read: {error!r}', file=sys.stderr)
        print(f'--- {self.id()}: what it printed\n{self.window.log()}', file=sys.stderr)


def main():
    """Runs the tests of the program that called it."""
    sys.stderr = inside_screen.report()
    manager = inside_screen.start_manager()
    try:
        program = unittest.main(module='__main__', exit=False, verbosity=2)
    finally:
        manager.send_signal(signal.SIGTERM)
        manager.wait()
    sys.exit(0 if program.result.wasSuccessful() else 1)
