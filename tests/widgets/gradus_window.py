# SPDX-License-Identifier: GPL-3.0-or-later
"""Gradus in a real window, used as a person would use it: through the accessibility bus, the mouse and the keyboard.

A test program imports this module, derives its cases from GradusTest and ends with main().

Nothing here sleeps for a fixed time and hopes: whatever takes time is waited for by its outcome.
"""
import json
import math
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

import inside_screen

import pyatspi
from gi.repository import Gio, GLib

APPLICATION_ID = 'io.github.gradus_app.Gradus'
WINDOW_PATH = '/io/github/gradus_app/Gradus/window/1'
PATIENCE = float(os.environ.get("GRADUS_PATIENCE", "120"))  # seconds until an outcome counts as never coming; generous, because the machine may be busy
BUILD = os.environ.get('GRADUS_BUILD', os.path.join(os.path.dirname(__file__), '..', '..', 'build'))
PROGRAM = os.environ.get('GRADUS_PROGRAM', os.path.join(BUILD, 'src', 'gradus'))
CLI = os.environ.get('GRADUS_CLI', os.path.join(BUILD, 'src', 'cli', 'gradus-cli'))

BUTTONS = {'push button', 'button', 'toggle button'}
SLIDERS = {'slider', 'scale'}
ENTRIES = {'text', 'entry', 'password text'}
# Names that GTK makes up where a widget has none.
TYPE_NAME = re.compile(r'^(Gtk|Gradus|Adw)[A-Z]\w*$')


def wait_for(condition, what, seconds=PATIENCE):
    """Calls `condition` until it returns something true, and returns that. `what` it is, as a text or a function."""
    end = time.monotonic() + seconds
    pause = 0.02
    trouble = None
    while True:
        try:
            result = condition()
            if result:
                return result
        except Exception as error:  # a node may be gone while it is looked at
            trouble = error
        if time.monotonic() > end:
            what = what() if callable(what) else what
            raise AssertionError(f'waited {seconds} s for {what}' + (f' ({trouble!r})' if trouble else ''))
        time.sleep(pause)
        pause = min(pause * 1.3, 0.25)


def parse_number(text):
    """The first number in a text of the window: true minus, either decimal sign."""
    match = re.search(r'[-−]?\d+(?:[.,]\d+)?(?:[eE][-−+]?\d+)?', text)
    if match is None:
        raise AssertionError(f'there is no number in {text!r}')
    return float(match.group(0).replace('−', '-').replace(',', '.'))


def run_cli(*arguments):
    """What gradus-cli prints, as JSON."""
    output = subprocess.run([CLI, *arguments, '--json'], check=True, capture_output=True, text=True).stdout
    return json.loads(output)


class Window:
    """One running Gradus in folders of its own."""

    def __init__(self, *arguments, language=None, keep=None, environment=None):
        """`keep`: the folders of an earlier Window, which stands in for a second start by the same person."""
        self.found = {}
        self.status_node = None
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
        env.update(environment or {})
        with open(self.log_path, 'a') as log:
            self.process = subprocess.Popen(
                [PROGRAM, *arguments], env=env, stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=self.folder
            )
        self.root = wait_for(self._find_application, 'the program on the accessibility bus')
        self.frame = wait_for(lambda: self.frames() and self.frames()[0], 'a window')
        wait_for(lambda: self.has_state(self.frame, 'ACTIVE'), 'the window to be active')
        wait_for(lambda: self.status(), 'the status')

    def _find_application(self):
        if self.process.poll() is not None:
            raise AssertionError(f'the program ended with {self.process.returncode}: {self.log()}')
        for application in pyatspi.Registry.getDesktop(0):
            if application is not None and application.get_process_id() == self.process.pid and application.childCount:
                return application
        return None

    # Reading

    def log(self):
        with open(self.log_path) as log:
            return log.read()

    def frames(self):
        self.root.clear_cache()
        return [self.root.getChildAtIndex(i) for i in range(self.root.childCount)]

    def walk(self, node=None, depth=0):
        """Every node in the order of the tree, with its depth."""
        if node is None:
            node = self.root
            node.clear_cache()
        yield node, depth
        for i in range(node.childCount):
            child = node.getChildAtIndex(i)
            if child is not None:
                yield from self.walk(child, depth + 1)

    def nodes(self, root=None):
        return [node for node, _ in self.walk(root)]

    @staticmethod
    def has_state(node, *names):
        node.clear_cache()
        states = node.getState()
        return all(states.contains(getattr(pyatspi, f'STATE_{name}')) for name in names)

    @staticmethod
    def text_of(node):
        """Name, text and description of a node, whatever it has of them."""
        texts = [node.name or '', node.description or '']
        if 'Text' in node.get_interfaces():
            texts.append(Window.read(node))
        return '\n'.join(texts)

    @staticmethod
    def read(node):
        """What stands in an entry or a text."""
        text = node.queryText()
        return text.getText(0, text.characterCount)  # -1 for the end is not known to every release

    def find_all(self, name, roles=None, root=None):
        """The nodes whose name is `name`, or matches it where it is a compiled pattern."""
        found = []
        for node in self.nodes(root):
            text = node.name or ''
            if not (name.search(text) if hasattr(name, 'search') else text == name):
                continue
            if roles is not None and node.getRoleName() not in roles:
                continue
            found.append(node)
        return found

    def find(self, name, roles=None, root=None, seconds=PATIENCE):
        # A walk through the tree is thousands of messages; a node that was found before is asked first.
        key = (name, tuple(sorted(roles or ())))
        if root is None and key in self.found:
            node = self.found[key]
            try:
                node.clear_cache()
                if node.name == name and self.has_state(node, 'SHOWING'):
                    return node
            except GLib.Error:
                pass  # it is gone
        nodes = self.search(name, roles, root, seconds)
        if root is None and isinstance(name, str):
            self.found[key] = nodes[0]
        return nodes[0]

    def search(self, name, roles=None, root=None, seconds=PATIENCE):
        return wait_for(lambda: self.find_all(name, roles, root), f'{name!r} with a role of {roles}', seconds)

    def button(self, name):
        return self.find(name, BUTTONS)

    def slider(self, name):
        return self.find(name, SLIDERS)

    def entry(self, name):
        return self.find(name, ENTRIES)

    def value(self, name):
        """What a slider stands at."""
        node = self.slider(name)
        return node.queryValue().currentValue

    def entry_text(self, name):
        return self.read(self.entry(name))

    STATUS = re.compile(r'^(?:Step|Schritt) ([\d.,\s\u202f]+), \w+ ([-−\d.,e∞]+)')

    def status(self):
        """The status text: "Step N, loss L"."""
        try:
            if self.status_node is not None:
                self.status_node.clear_cache()
                if self.STATUS.match(self.status_text(self.status_node)):
                    return self.status_text(self.status_node)
        except GLib.Error:
            pass  # it is gone
        self.status_node = next((node for node in self.nodes() if self.STATUS.match(self.status_text(node))), None)
        return self.status_node and self.status_text(self.status_node)

    def status_text(self, node):
        """Newer releases of GTK tell what a status says as its text, not as its name."""
        return node.name or (self.read(node) if node.getRoleName() == 'status bar' else '')

    def steps(self):
        return int(re.sub(r'\D', '', self.STATUS.match(self.status()).group(1)))

    def loss(self):
        return parse_number(self.STATUS.match(self.status()).group(2))

    def says(self, text, root=None):
        """Whether `text` is to be read anywhere."""
        return any(text in self.text_of(node) for node in self.nodes(root))

    def expect(self, text, root=None):
        wait_for(lambda: self.says(text, root), f'{text!r} to be read')

    def expect_status(self, steps=None, loss=None):
        def fits():
            return (steps is None or self.steps() == steps) and (
                loss is None or math.isclose(self.loss(), loss, rel_tol=0.005)
            )

        wait_for(fits, lambda: f'step {steps}, loss {loss} (it is {self.status()!r})')

    # Using

    def press(self, name):
        node = self.button(name)
        wait_for(lambda: self.has_state(node, 'SENSITIVE'), f'{name!r} to be sensitive')
        node.queryAction().doAction(0)

    def act(self, node, action):
        """Does the action called `action` of a node."""
        actions = node.queryAction()
        names = [actions.getName(i) for i in range(actions.nActions)]
        assert action in names, f'{node.name!r} has only the actions {names}'
        actions.doAction(names.index(action))

    def set_value(self, name, value):
        self.slider(name).queryValue().currentValue = value

    def type(self, name, text, confirm='Return'):
        """Replaces what stands in an entry with the keyboard."""
        entry = self.entry(name)
        self.click(*self.place(entry))
        wait_for(lambda: any(self.has_state(n, 'FOCUSED') for n in self.nodes(entry)), f'the focus in {name!r}')
        self.key('ctrl+a')
        if text:
            self.xdotool('type', '--delay', '20', '--', text)
        else:
            self.key('BackSpace')
        wait_for(lambda: self.read(entry) == text, f'{text!r} in {name!r}')
        if confirm:
            self.key(confirm)

    def key(self, combination):
        self.xdotool('key', combination)

    def tab_to(self, node):
        """Moves the focus to a node as the keyboard does; GTK 4.8 lets no assistive tool move it."""
        for _ in range(120):
            if self.has_state(node, 'FOCUSED'):
                return
            before = self.focused()
            self.key('Tab')
            wait_for(lambda: self.focused() != before, 'the focus to move on')
        raise AssertionError(f'the Tab key does not reach {node.name!r}')

    def focused(self):
        """The node that has the focus."""
        return next((n for n in self.nodes() if n.getRoleName() != 'frame' and self.has_state(n, 'FOCUSED')), None)

    @staticmethod
    def xdotool(*arguments):
        return subprocess.run(
            ['xdotool', *map(str, arguments)], check=True, capture_output=True, text=True
        ).stdout

    def activate(self, action, parameter=None):
        """Activates an action of the window over D-Bus, as a script would."""
        bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
        scope, _, name = action.partition('.')
        path = WINDOW_PATH if scope == 'win' else WINDOW_PATH.rpartition('/window')[0]
        bus.call_sync(
            APPLICATION_ID,
            path,
            'org.gtk.Actions',
            'Activate',
            GLib.Variant('(sava{sv})', (name, [parameter] if parameter is not None else [], {})),
            None,
            Gio.DBusCallFlags.NONE,
            PATIENCE * 1000,
            None,
        )

    def window_names(self):
        """What the windows of the program are called; tooltips and popovers are windows too, without a name."""
        windows = self.xdotool('search', '--onlyvisible', '--pid', self.process.pid).split()
        return [self.xdotool('getwindowname', window).strip() for window in windows]

    def origin(self):
        """Where the window's own coordinates begin on the screen."""
        windows = self.xdotool('search', '--onlyvisible', '--pid', self.process.pid).split()
        for window in windows:
            if self.xdotool('getwindowname', window).strip() == self.frame.name:
                geometry = self.xdotool('getwindowgeometry', '--shell', window)
                fields = dict(line.split('=') for line in geometry.split() if '=' in line)
                return int(fields['X']), int(fields['Y'])
        raise AssertionError(f'no window among {windows}')

    def place(self, node, x=0.5, y=0.5):
        """A point of a node on the screen, from fractions of its width and height."""
        extents = node.queryComponent().getExtents(pyatspi.WINDOW_COORDS)
        left, top = wait_for(self.origin, 'the place of the window')
        return round(left + extents.x + extents.width * x), round(top + extents.y + extents.height * y)

    def move(self, x, y):
        self.xdotool('mousemove', x, y)

    def click(self, x, y, count=1):
        self.move(x, y)
        self.xdotool('click', '--repeat', count, '--delay', 60, 1)

    def drag(self, start, end, steps=16, until=None, key=None):
        """Drags with the left button; calls `until` with the button still down."""
        self.move(*start)
        if key:
            self.xdotool('keydown', key)
        self.xdotool('mousedown', 1)
        for k in range(1, steps + 1):
            self.move(
                round(start[0] + (end[0] - start[0]) * k / steps), round(start[1] + (end[1] - start[1]) * k / steps)
            )
        try:
            if until:
                until()
        finally:
            self.xdotool('mouseup', 1)
            if key:
                self.xdotool('keyup', key)

    def focus_window(self, frame):
        """Brings a window to the front: what an assistive tool opens, the window manager leaves behind."""
        for window in self.xdotool('search', '--onlyvisible', '--pid', self.process.pid).split():
            if self.xdotool('getwindowname', window).strip() == frame.name:
                self.xdotool('windowactivate', window)
        wait_for(lambda: self.active_window_name() == frame.name, f'{frame.name!r} to be active')

    def active_window_name(self):
        return self.xdotool('getwindowname', self.xdotool('getactivewindow').strip()).strip()

    def dialog(self, title=None):
        """The window that has opened beside the main one."""
        def found():
            for frame in self.frames():
                if frame != self.frame and (title is None or title in (frame.name or '')):
                    return frame
            return None

        return wait_for(found, f'a dialog {title or ""}')

    def choose_file(self, path, button):
        """Answers the file dialog that is open."""
        label = self.dialog_button(button)

        def ready():
            for frame in self.frames():
                if frame != self.frame and self.find_all(label, BUTTONS, frame):
                    return frame
            return None

        dialog = wait_for(ready, f'a file dialog with {button!r}')
        names = self.find_all(re.compile('^_?Name:?'), ENTRIES, dialog) or [
            node for node in self.nodes(dialog) if node.getRoleName() in ENTRIES and self.has_state(node, 'EDITABLE', 'SHOWING')
        ]
        names[0].queryEditableText().setTextContents(path)
        wait_for(lambda: self.read(names[0]) == path, 'the path in the dialog')
        self.find(label, BUTTONS, dialog).queryAction().doAction(0)
        return dialog

    @staticmethod
    def dialog_button(label):
        """GTK 4.8 calls the buttons of its own dialogs "_Save Save"."""
        return re.compile(rf'(^|[ _]){re.escape(label)}$')

    # Ending

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
        trouble = [line for line in self.window.log().splitlines() if re.search(r'WARNING|CRITICAL|ERROR', line)]
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
