# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person does with a window: with the mouse, the keyboard, an assistive tool, or a script."""
import itertools
import math
import re
import subprocess

import pyatspi
from gi.repository import Gio, GLib

from window_reading import BUTTONS, ENTRIES, PATIENCE, Reading, wait_for

APPLICATION_ID = 'io.github.gradus_app.Gradus'
WINDOW_PATH = '/io/github/gradus_app/Gradus/window/1'


class Using(Reading):
    """Uses the program `process`."""

    process = None

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

    def least_size(self):
        """The least width and height that the window asks of the window manager."""
        hints = subprocess.run(
            ['xprop', '-id', str(self.geometry()['WINDOW']), 'WM_NORMAL_HINTS'], check=True, capture_output=True, text=True
        ).stdout
        return tuple(map(int, re.search(r'minimum size: (\d+) by (\d+)', hints).groups()))

    def origin(self):
        """Where the window's own coordinates begin on the screen."""
        geometry = self.geometry()
        return geometry['X'], geometry['Y']

    def geometry(self):
        """The window as xdotool knows it: WINDOW, X, Y, WIDTH, HEIGHT."""
        windows = self.xdotool('search', '--onlyvisible', '--pid', self.process.pid).split()
        for window in windows:
            if self.xdotool('getwindowname', window).strip() == self.frame.name:
                geometry = self.xdotool('getwindowgeometry', '--shell', window)
                return {key: int(value) for key, value in (line.split('=') for line in geometry.split() if '=' in line)}
        raise AssertionError(f'no window among {windows}')

    def place(self, node, x=0.5, y=0.5):
        """A point of a node on the screen, from fractions of its width and height."""
        extents = node.queryComponent().getExtents(pyatspi.WINDOW_COORDS)
        left, top = wait_for(self.origin, 'the place of the window')
        return round(left + extents.x + extents.width * x), round(top + extents.y + extents.height * y)

    def places_on_map(self, image, across, up):
        """Points about a place of a map of two inputs, from fractions of its axes: first what its painter aims at."""
        extents = image.queryComponent().getExtents(pyatspi.WINDOW_COORDS)
        font = 13 * max(0.92, math.sqrt(extents.width * extents.height) / 700)
        left, top, bottom = 3.7 * font, 2.2 * font, extents.height - 3.6 * font
        beside = 15.5 if extents.width - left - 1.8 * font > (15.5 + 12) * font else 1.8  # a legend, where there is room
        right = min(extents.width - beside * font, left + 1.7 * (bottom - top))
        x, y = left + (right - left) * across, bottom - (bottom - top) * up
        for dx, dy in sorted(itertools.product(range(-18, 19, 6), repeat=2), key=lambda d: math.hypot(*d)):
            yield self.place(image, (x + dx) / extents.width, (y + dy) / extents.height)

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

    def choose_existing_file(self, path):
        """Answers the dialog that asks for a file to open."""
        def dialog():
            return next(
                (f for f in self.frames() if f != self.frame and self.find_all(self.dialog_button('Open'), None, f)), None
            )

        found = wait_for(dialog, 'the file dialog')
        title = found.name
        self.focus_window(found)
        self.key('ctrl+l')
        entry = wait_for(
            lambda: [n for n in self.nodes(found) if n.getRoleName() in ('text', 'entry') and self.has_state(n, 'FOCUSED')],
            'the entry for a path',
        )[0]
        entry.queryEditableText().setTextContents(path)
        wait_for(lambda: self.read(entry) == path, 'the path')

        def answered():
            """The dialog takes the path when it has read the folder, which it does not tell."""
            if title not in self.window_names():
                return True
            for button in self.find_all(self.dialog_button('Open'), {'push button', 'button'}, found):
                button.queryAction().doAction(0)
            return False

        wait_for(answered, 'the file dialog to take the path')

    @staticmethod
    def dialog_button(label):
        """GTK 4.8 calls the buttons of its own dialogs "_Save Save"."""
        return re.compile(rf'(^|[ _]){re.escape(label)}$')
