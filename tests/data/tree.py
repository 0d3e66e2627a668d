# SPDX-License-Identifier: GPL-3.0-or-later
"""The project's own files, and a list of complaints about them, for the tests beside this file."""
import os
import re
import sys

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
APPLICATION_ID = 'io.github.gradus_app.Gradus'
SKIP = 77  # meson's exit status for a skipped test


def files(*suffixes, under=''):
    """Paths from the top of all files of the project with one of the suffixes (without: all), sorted. Build
    directories are not the project's, whatever they are called."""
    found = []
    for directory, names, leaves in os.walk(os.path.join(TOP, under)):
        names[:] = [n for n in names if n not in ('.git', '__pycache__', '.flatpak-builder')
                    and not os.path.exists(os.path.join(directory, n, 'meson-info'))
                    and not (directory.rstrip('/') == TOP and re.fullmatch(r'_?build(-(?!aux$).*)?', n))]
        for leaf in leaves:
            if not suffixes or leaf.endswith(suffixes):
                found.append(os.path.relpath(os.path.join(directory, leaf), TOP))
    return sorted(found)


def read(path):
    with open(os.path.join(TOP, path), encoding='utf-8') as file:
        return file.read()


def without_comments(text):
    """C source with comments blanked, strings kept, and every line still on its line."""
    def blank(match):
        token = match.group(0)
        return token if token[0] in '"\'' else re.sub(r'[^\n]', ' ', token)
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', blank, text, flags=re.S)


class Complaints:
    """Collects what is wrong, tells it all, and ends the test."""

    def __init__(self):
        self.count = 0
        self.checked = 0

    def add(self, place, what):
        self.count += 1
        print(f'{place}: {what}')

    def check(self, fine, place, what):
        self.checked += 1
        if not fine:
            self.add(place, what)

    def finish(self):
        if not self.checked:
            print('nothing was checked: this test has lost its subject')
            sys.exit(1)
        print(f'{self.checked} checked, {self.count} wrong')
        sys.exit(1 if self.count else 0)
