#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""gtk4-builder-tool reads every .ui file. It knows GTK's and libadwaita's types, not ours: a file that uses one of
these is checked up to there, and by the tests of the window that is made of it. Nor does it know our functions, so it
reads the files without their signal handlers."""
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tree

paths = tree.files('.ui')
if not shutil.which('gtk4-builder-tool') or not shutil.which('xvfb-run'):
    print('gtk4-builder-tool or xvfb-run is not here')
    sys.exit(tree.SKIP)
library = [p for d in ('/usr/lib/*/', '/usr/lib64/', '/usr/lib/') for p in glob.glob(d + 'libadwaita-1.so.0')]
complaints = tree.Complaints()
if 'UI_TEST_INNER' not in os.environ:
    os.execvpe('xvfb-run', ['xvfb-run', '-a', sys.executable, os.path.abspath(__file__)], dict(os.environ, UI_TEST_INNER='1'))
for path in paths:
    env = dict(os.environ, GTK_A11Y='none', GDK_BACKEND='x11', LD_PRELOAD=' '.join(library[:1]))
    # The tool looks a template's parent up before libadwaita's types are known; as an object it finds it. Of our own
    # parent of the views it needs to know no more than what it derives from. Signals have their handlers in the program.
    text = tree.read(path).replace('parent="GradusView"', 'parent="GtkWidget"')
    if re.search(r'<template class="\w+" parent="Adw', text):
        text = re.sub(r'<template class="\w+" parent="(\w+)">', r'<object class="\1">', text).replace('</template>', '</object>')
    text = re.sub(r'<signal [^>]*/>', '', text)
    with tempfile.NamedTemporaryFile('w', suffix='.ui', encoding='utf-8') as copy:
        copy.write(text)
        copy.flush()
        said = subprocess.run(['gtk4-builder-tool', 'validate', copy.name], env=env, capture_output=True, text=True, check=False)
    stderr = said.stderr.replace(copy.name, path)
    ours = re.search(r"Invalid object type '(Gradus\w+)'", stderr)
    if said.returncode and ours:
        print(f'{path}: read as far as {ours.group(1)}, which is our own')
        complaints.checked += 1
        continue
    complaints.check(said.returncode == 0, path, stderr)
if not paths:
    sys.exit(tree.SKIP)
complaints.finish()
