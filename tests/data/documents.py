#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What README.md, CONTRIBUTING.md and src/README.md name is there: files, links, and the commands they tell to run."""
import os
import re
import tree

complaints = tree.Complaints()
for path in ('README.md', 'CONTRIBUTING.md', 'src/README.md'):
    text = tree.read(path)
    folder = os.path.dirname(path)

    def exists(name, *bases):
        return any(os.path.exists(os.path.join(tree.TOP, base, name)) for base in bases)

    for target in re.findall(r'\]\(([^)#\s]+)(?:#[^)]*)?\)|src="([^"]+)"', text):
        target = next(filter(None, target))
        if not target.startswith(('http://', 'https://')):
            complaints.check(exists(target, folder), path, f'links to {target}, which is not there')
    for name in re.findall(r'(?<![\w/.-])((?:build-aux|tests|src|po|data|flatpak|\.ci)/[\w./-]*\w)', text):
        complaints.check(exists(name, '', folder) or re.search(r'NAME|LANG', name), path, f'names {name}, which is not there')
    if path == 'src/README.md':
        for name in re.findall(r'`((?:core|model|render|widgets|cli)/[\w./-]*\w)`', text):
            complaints.check(exists(name, folder), path, f'names {name}, which is not there')
readme = tree.read('README.md')
for command in ('build-aux/run', 'build-aux/test'):
    complaints.check(command in readme, 'README.md', f'does not tell about {command}')
complaints.check('build-aux/test' in tree.read('.ci/run'), '.ci/run', 'does not run build-aux/test')
complaints.finish()
