#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""install.py BUILD VERSION: installed into an empty place, everything stands where a desktop looks for it, under one name."""
import os
import subprocess
import sys
import tempfile
import tree

build = sys.argv[1]
complaints = tree.Complaints()
with tempfile.TemporaryDirectory() as destination:
    # Inside a test meson's own environment would send the installed files elsewhere.
    env = {k: v for k, v in os.environ.items() if not k.startswith(('MESON', 'DESTDIR'))}
    said = subprocess.run(['meson', 'install', '-C', build, '--no-rebuild', '--destdir', destination], env=env,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    complaints.check(said.returncode == 0, build, said.stdout)
    found = {}
    for directory, _, leaves in os.walk(destination):
        for leaf in leaves:
            path = os.path.join(directory, leaf)
            found[os.path.relpath(path, destination)] = path

    def installed(suffix):
        return [p for name, p in found.items() if name.endswith('/' + suffix)]

    name = tree.APPLICATION_ID
    for wanted in ('bin/gradus', 'bin/gradus-cli', f'share/applications/{name}.desktop',
                   f'share/metainfo/{name}.metainfo.xml', f'share/mime/packages/{name}.xml',
                   f'share/glib-2.0/schemas/{name}.gschema.xml',
                   f'share/icons/hicolor/scalable/apps/{name}.svg',
                   f'share/icons/hicolor/symbolic/apps/{name}-symbolic.svg',
                   'share/icons/hicolor/scalable/mimetypes/application-x-gradus+json.svg',
                   *(f'share/locale/{language}/LC_MESSAGES/gradus.mo' for language in tree.read('po/LINGUAS').split())):
        complaints.check(len(installed(wanted)) == 1, 'install', f'{wanted} is not installed')
    for path in found:
        complaints.check(not path.endswith(('.a', '.h', '.pc')), path, 'nothing links against Gradus')
    for metainfo in installed(f'share/metainfo/{name}.metainfo.xml'):
        prefix = os.path.dirname(os.path.dirname(os.path.dirname(metainfo)))
        # appstreamcli wants the tree as it is seen under /usr.
        root = os.path.join(destination, 'tree')
        os.mkdir(root)
        os.symlink(prefix, os.path.join(root, 'usr'))
        said = subprocess.run(['appstreamcli', 'validate-tree', '--no-net', root], capture_output=True, text=True, check=False)
        complaints.check(said.returncode == 0, 'appstreamcli validate-tree', said.stdout + said.stderr)
complaints.finish()
