#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Collects the texts of the built-in lessons into po/lesson-strings.c, where xgettext finds them.

lesson-strings.py          writes the file
lesson-strings.py --check  fails where the file is not up to date
"""
import glob
import json
import os
import sys

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TARGET = os.path.join(TOP, 'po', 'lesson-strings.c')
HEAD = '''/* The texts of data/lessons, for translators. Written by build-aux/lesson-strings.py; do not edit.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* clang-format off */
'''


def quote(text):
    return '"' + text.replace('\\', '\\\\').replace('"', '\\"').replace('\n', '\\n') + '"'


def texts(lesson):
    """Each text with a note on where it stands."""
    yield lesson.get('title'), 'title of a lesson'
    yield lesson.get('description'), 'description of a lesson'
    for number, page in enumerate(lesson.get('pages', []), 1):
        yield page['title'], f'title of page {number}'
        yield page['text'], f'text of page {number}'
        for printed in page.get('printed', []):
            yield printed.get('reason'), f'page {number}, why the printed {printed["of"]} differs from the exact value'


def collect():
    lines = [HEAD]
    seen = set()
    for path in sorted(glob.glob(os.path.join(TOP, 'data', 'lessons', '*.gradus'))):
        with open(path, encoding='utf-8') as file:
            lesson = json.load(file)
        for text, note in texts(lesson):
            if text and text not in seen:
                seen.add(text)
                lines.append(f'\n/* Translators: {os.path.basename(path)}, {note} */\nN_ ({quote(text)})\n')
    return ''.join(lines)


def main():
    fresh = collect()
    if sys.argv[1:] == ['--check']:
        try:
            with open(TARGET, encoding='utf-8') as file:
                current = file.read()
        except FileNotFoundError:
            current = ''
        if current != fresh:
            sys.exit('po/lesson-strings.c is not up to date: run build-aux/lesson-strings.py')
        print('1 passed, 0 failed')
        return
    with open(TARGET, 'w', encoding='utf-8') as file:
        file.write(fresh)


if __name__ == '__main__':
    main()
