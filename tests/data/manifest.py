#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Flatpak manifest: named after the application, on a living runtime, with the few permissions it needs and no more,
its tests run. These are the rules of flatpak-builder-lint that can matter here."""
import re
import tree

PATH = f'flatpak/{tree.APPLICATION_ID}.yml'
PERMISSIONS = ['--share=ipc', '--socket=fallback-x11', '--socket=wayland', '--device=dri']
ORDER = ['id', 'runtime', 'runtime-version', 'sdk', 'command', 'finish-args', 'cleanup', 'modules']
OLDEST_LIVING_RUNTIME = 49

complaints = tree.Complaints()
lines = [(n, line) for n, line in enumerate(tree.read(PATH).splitlines(), 1) if not line.lstrip().startswith('#')]
top = {}
section = None
for number, line in lines:
    complaints.check('\t' not in line and (len(line) - len(line.lstrip(' '))) % 2 == 0, f'{PATH}:{number}', 'indent by two spaces')
    match = re.match(r'([\w-]+):\s*(.*)$', line)
    if match:
        section = match.group(1)
        complaints.check(section not in top, f'{PATH}:{number}', f'{section} stands there twice')
        top[section] = [match.group(2).strip('\'"')] if match.group(2) else []
    elif line.strip():
        top[section].append(line.strip())

complaints.check([k for k in ORDER if k in top] == list(top), PATH, f'keys {list(top)}: expected only {ORDER}, in this order')
for key, value in {'id': tree.APPLICATION_ID, 'runtime': 'org.gnome.Platform', 'sdk': 'org.gnome.Sdk',
                   'command': 'gradus'}.items():
    complaints.check(top.get(key) == [value], PATH, f'{key} must be {value}, not {top.get(key)}')
version = (top.get('runtime-version') or ['0'])[0]
complaints.check(version.isdigit() and int(version) >= OLDEST_LIVING_RUNTIME, PATH, f'runtime {version} is past its end')
granted = [re.sub(r'^- *', '', line) for line in top.get('finish-args', [])]
complaints.check(granted == PERMISSIONS, PATH, f'finish-args must be exactly {PERMISSIONS}, not {granted}')
complaints.check('run-tests: true' in top.get('modules', []), PATH, 'run-tests must be true')
complaints.check('- name: gradus' in top.get('modules', []), PATH, 'no module gradus')
complaints.check(not re.search(r'--filesystem|--share=network|--talk-name|--own-name', tree.read(PATH)), PATH,
                 'no access to files, network or bus names')
complaints.finish()
