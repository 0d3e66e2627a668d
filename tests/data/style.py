#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The form of the files: licence line, length, white space, and nothing left over from the desk they were written on."""
import re
import tree

LONGEST = 500
LICENCE = 'SPDX-License-Identifier: GPL-3.0-or-later'
# po/lesson-strings.c is written by a script, and as long as the lessons are.
GENERATED = {'po/lesson-strings.c'}
TEXT = ('.c', '.h', '.py', '.sh', '.ui', '.css', '.md', '.json', '.gradus', '.yml', '.build', '.xml', '.svg', '.in',
        '.txt', '.po', '.supp')
LEFT_OVER = {
    r'(?<![\w.~:/-])/(home|root|work|mnt|Users)/[\w.]': 'a path of one machine',
    r'\b(TODO|FIXME|XXX|HACK)\b': 'do it, or file an issue',
    r'^(<<<<<<<|>>>>>>>) ': 'a merge that was not finished',
    r'[ \t]+$': 'white space at the end of the line',
    r'\r': 'a DOS line ending',
}

complaints = tree.Complaints()
for path in tree.files():
    name = path.rsplit('/', 1)[-1]
    script = '.' not in name and path.startswith(('build-aux/', '.ci/', 'tests/'))
    if not (path.endswith(TEXT) or script):
        continue
    try:
        text = tree.read(path)
    except UnicodeDecodeError:
        # Broken documents are broken on purpose.
        complaints.check(path.startswith('tests/'), path, 'is not UTF-8')
        continue
    lines = text.count('\n')
    if path.endswith(('.c', '.h', '.py', '.sh', '.css')) or script:
        complaints.check(lines <= LONGEST or path in GENERATED, path,
                         f'{lines} lines, over {LONGEST}: split it by job')
    if path.endswith(('.c', '.h', '.py', '.sh', '.css', '.yml')) or script:
        complaints.check(LICENCE in re.split(r'(?m)^#(?:pragma|include|define|if)', text)[0][:3000], path, f'lacks "{LICENCE}" in its first comment')
    # Documents in the tests are wrong on purpose, and so are the words in this file.
    if path == 'tests/data/style.py' or (path.startswith('tests/') and path.endswith('.gradus')):
        continue
    for pattern, advice in LEFT_OVER.items():
        if path.endswith('.md') and 'white space' in advice:
            continue
        for match in re.finditer(pattern, text, re.M):
            complaints.add(f'{path}:{text.count(chr(10), 0, match.start()) + 1}', f'{match.group(0)!r}: {advice}')
    if path.endswith(('.c', '.h', '.py', '.build', '.ui', '.md')) and text:
        complaints.check(text.endswith('\n') and not text.endswith('\n\n'), path, 'must end with one line ending')
complaints.finish()
