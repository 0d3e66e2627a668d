#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""codespell over everything that is written in English. Words it should leave alone are in spelling.txt."""
import os
import shutil
import subprocess
import sys
import tree

if not shutil.which('codespell'):
    print('codespell is not here')
    sys.exit(tree.SKIP)
paths = [p for p in tree.files('.c', '.h', '.py', '.ui', '.md', '.json', '.gradus', '.in', '.xml', '.yml', '.build')
         if not p.startswith('po/') and not (p.startswith('tests/') and p.endswith('.gradus'))] + tree.files(under='build-aux')
command = ['codespell', '--ignore-words', os.path.join(tree.TOP, 'tests/data/spelling.txt'), '--quiet-level', '2', *paths]
sys.exit(1 if subprocess.run(command, cwd=tree.TOP, check=False).returncode else 0)
