#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The shortcuts window and the keys there are: what it shows works, and what works is shown."""
import re
import tree
import xml.etree.ElementTree as ElementTree

WIDGETS = 'src/widgets/'
MODIFIERS = {'ctrl': 'control', 'primary': 'control'}
# Keys that a widget handles itself, with the beginning of the files where it does; other groups' keys are looked for
# everywhere.
OF_WIDGETS = {
    'Picture of the Data': 'gradus-data',
    'Network': 'gradus-canvas',
    'Loss Plot': 'gradus-loss-view',
}
# Keys that GTK gives every program with a menu and a shortcuts window, and those with which it moves the focus.
OF_GTK = {
    'Program': {'F10', '<control>question'},
    'Network': {'Left', 'Right', 'Up', 'Down'},
}
ACTIONS_OF_GTK = {'window.close'}


def normalize(key):
    modifiers = [m.lower() for m in re.findall(r'<(\w+)>', key)]
    name = re.sub(r'<\w+>', '', key)
    return ''.join(sorted(f'<{MODIFIERS.get(m, m)}>' for m in modifiers)) + name


def is_twin(key):
    """Whether a key stands in for one that is shown: on the number pad, or plus without Shift."""
    return 'KP_' in key or key.endswith('equal')


def find_accels():
    """Pairs of an action and a key, of the whole program."""
    text = tree.without_comments(tree.read(WIDGETS + 'gradus-application.c'))
    table = text[text.index('accels[] = {'):]
    table = table[:table.index('};')]
    for action, keys in re.findall(r'\{ "([^"]+)", \{([^}]*)\} \}', table):
        for key in re.findall(r'"([^"]+)"', keys):
            yield action, normalize(key)
    train = re.search(r'keys\[\] = \{ "([^"]+)", NULL \};.*?printf \("(win\.train)\(', text, re.S)
    yield train.group(2), normalize(train.group(1))


def find_triggers():
    """The same, of what counts only where nobody types."""
    for shortcut in ElementTree.fromstring(tree.read(WIDGETS + 'gradus-window.ui')).iter('object'):
        if shortcut.get('class') == 'GtkShortcut':
            properties = {p.get('name'): p.text for p in shortcut.iter('property')}
            for key in properties['trigger'].split('|'):
                yield re.fullmatch(r'action\((.*)\)', properties['action']).group(1), normalize(key)


def find_shown():
    """A group's title, a shortcut's title, and one of its keys."""
    for group in ElementTree.fromstring(tree.read(WIDGETS + 'help-overlay.ui')).iter('object'):
        if group.get('class') != 'GtkShortcutsGroup':
            continue
        title = group.find("property[@name='title']").text
        for shortcut in group.iter('object'):
            if shortcut.get('class') == 'GtkShortcutsShortcut':
                for key in shortcut.find("property[@name='accelerator']").text.split():
                    yield title, shortcut.find("property[@name='title']").text, normalize(key)


complaints = tree.Complaints()
keys = list(find_accels()) + list(find_triggers())
shown = list(find_shown())
sources = {path: tree.without_comments(tree.read(path)) for path in tree.files('.c', under=WIDGETS.rstrip('/'))}

by_key = {}
for action, key in keys:
    other = by_key.setdefault(key, action)
    complaints.check(other == action, key, f'is of {action} and of {other}')
    name = re.sub(r'\(.*', '', action)
    scope, _, name = name.partition('.')
    complaints.check(
        action in ACTIONS_OF_GTK
        or any(re.search(rf'\{{ "{name}"[,\s]|"{scope}\.{name}"[^,]*, \w+,|_action_new\w* \("{name}"', text)
               for text in sources.values()),
        key, f'there is no action {action}')
    complaints.check(is_twin(key) or any(k == key for _, _, k in shown), key,
                     f'is of {action}, and help-overlay.ui does not show it')

for group, title, key in shown:
    handlers = [text for path, text in sources.items()
                if path.startswith(WIDGETS + OF_WIDGETS.get(group, ''))]
    name = re.sub(r'<\w+>', '', key)
    complaints.check(
        key in by_key or key in OF_GTK.get(group, ()) or any(re.search(rf'\bGDK_KEY_{name}\b', h) for h in handlers),
        f'help-overlay.ui, “{title}”', f'nothing has the key {key}')

complaints.finish()
