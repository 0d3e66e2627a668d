# SPDX-License-Identifier: GPL-3.0-or-later
"""What a window shows, read through the accessibility bus as a screen reader would.

Whatever takes time is waited for by its outcome.
"""
import math
import os
import re
import time

import pyatspi
from gi.repository import GLib

PATIENCE = float(os.environ.get("GRADUS_PATIENCE", "120"))  # seconds until an outcome counts as never coming; generous, because the machine may be busy

BUTTONS = {'push button', 'button', 'toggle button'}
SLIDERS = {'slider', 'scale'}
ENTRIES = {'text', 'entry', 'password text'}


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


class Reading:
    """Looks at the program whose node on the accessibility bus is `root`, and whose main window is `frame`."""

    root = None
    frame = None

    def __init__(self):
        self.found = {}
        self.status_node = None

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
            texts.append(Reading.read(node))
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
