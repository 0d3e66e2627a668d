#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""clang-format leaves every C file as it is. Only release 14 (Debian 12) counts: others wrap differently."""
import re
import shutil
import subprocess
import sys
import tree

tool = shutil.which('clang-format-14') or shutil.which('clang-format')
version = subprocess.run([tool, '--version'], capture_output=True, text=True, check=True).stdout if tool else ''
if not re.search(r'version 14\.', version):
    print(f'clang-format 14 is not here ({version.strip() or "none is"})')
    sys.exit(tree.SKIP)
paths = [p for p in tree.files('.c', '.h', under='src') + tree.files('.c', '.h', under='tests')]
result = subprocess.run([tool, '--dry-run', '--Werror', *paths], cwd=tree.TOP, capture_output=True, text=True, check=False)
if result.returncode:
    print('\n'.join(line for line in result.stderr.splitlines() if 'error:' in line))
    print('clang-format -i FILE mends it')
sys.exit(1 if result.returncode else 0)
