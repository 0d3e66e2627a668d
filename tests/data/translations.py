#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every file with words for people is known to translators, po/gradus.pot holds just these words, and every
translation is valid and whole. "ninja -C build gradus-pot gradus-update-po" brings both up to date."""
import os
import re
import subprocess
import tempfile
import tree

CALL = re.compile(r'(?<![\w"])(?:_|N_|C_|NC_|ngettext|g_dngettext|g_dpgettext2)\s*\(\s*"')
KEYWORDS = ['_', 'N_', 'C_:1c,2', 'NC_:1c,2', 'ngettext:1,2', 'g_dcgettext:2', 'g_dngettext:2,3', 'g_dpgettext2:2c,3']


def translatable(path):
    text = tree.read(path)
    if path.endswith('.ui'):
        return re.search(r'translatable="(yes|true|1)"', text)
    if path.endswith('.gschema.xml') or path.endswith('.in'):
        return True
    return CALL.search(tree.without_comments(text))


def run(*command):
    return subprocess.run(command, cwd=tree.TOP, capture_output=True, text=True, check=False,
                          env=dict(os.environ, LC_ALL='C.UTF-8'))


complaints = tree.Complaints()
listed = [line.strip() for line in tree.read('po/POTFILES').splitlines() if line.strip() and not line.startswith('#')]
complaints.check(listed == sorted(listed), 'po/POTFILES', 'is not sorted')
complaints.check(len(listed) == len(set(listed)), 'po/POTFILES', 'names a file twice')
for path in listed:
    complaints.check(os.path.exists(os.path.join(tree.TOP, path)), 'po/POTFILES', f'{path} does not exist')
for path in (tree.files('.c', '.h', '.ui', under='src') + tree.files('.ui', '.gschema.xml', '.in', under='data')
             + tree.files('.c', under='po')):
    if translatable(path):
        complaints.check(path in listed, 'po/POTFILES', f'{path} is missing')

with tempfile.TemporaryDirectory() as scratch:
    fresh = os.path.join(scratch, 'fresh.pot')
    present = [p for p in listed if os.path.exists(os.path.join(tree.TOP, p))]
    made = run('xgettext', '--from-code=UTF-8', '--add-location=file', *(f'--keyword={k}' for k in KEYWORDS), '-o', fresh, *present)
    complaints.check(made.returncode == 0, 'xgettext', made.stderr)
    with open(fresh, encoding='utf-8') as pot:
        for message in re.findall(r'^msgid (?:".*"\n)*?".*%"$', pot.read(), re.M):
            complaints.add(message, 'ends in the middle of a format: use PRIu64, PRId64 or %zu, which xgettext knows')
    # Each must translate the other: then both hold the same messages.
    for definition, reference, what in (('po/gradus.pot', fresh, 'lacks'), (fresh, 'po/gradus.pot', 'still has')):
        same = run('msgcmp', '--use-untranslated', definition, reference)
        complaints.check(same.returncode == 0, 'po/gradus.pot', f'{what} words of the sources\n{same.stderr}')

for language in tree.read('po/LINGUAS').split():
    po = f'po/{language}.po'
    checked = run('msgfmt', '-c', '--check-accelerators=_', '-o', os.devnull, po)
    complaints.check(checked.returncode == 0 and not checked.stderr, po, checked.stderr)
    whole = run('msgcmp', po, 'po/gradus.pot')
    complaints.check(whole.returncode == 0, po, f'is not complete\n{whole.stderr}')
    marked = run('msgattrib', '--only-fuzzy', '--no-obsolete', po)
    complaints.check('msgid' not in marked.stdout.replace('msgid ""\nmsgstr ""\n"', ''), po, 'has fuzzy messages\n' + marked.stdout)
complaints.finish()
