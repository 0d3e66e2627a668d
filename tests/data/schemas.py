#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings: valid in the strict sense, named after the application, every key explained, every number bounded."""
import glob
import os
import subprocess
import xml.etree.ElementTree as ElementTree
import tree

complaints = tree.Complaints()
directory = os.path.join(tree.TOP, 'data')
said = subprocess.run(['glib-compile-schemas', '--strict', '--dry-run', directory], capture_output=True, text=True, check=False)
complaints.check(said.returncode == 0, 'data', said.stdout + said.stderr)
schemas = glob.glob(directory + '/*.gschema.xml')
complaints.check([os.path.basename(s) for s in schemas] == [tree.APPLICATION_ID + '.gschema.xml'], 'data',
                 f'expected the one schema {tree.APPLICATION_ID}.gschema.xml, found {schemas}')
for path in schemas:
    root = ElementTree.parse(path).getroot()
    complaints.check(root.get('gettext-domain') == 'gradus' or
                     all(s.get('gettext-domain') == 'gradus' for s in root.findall('schema')), path, 'gettext-domain is not gradus')
    for schema in root.findall('schema'):
        complaints.check(schema.get('id', '').startswith(tree.APPLICATION_ID), path, f'schema id {schema.get("id")}')
        if schema.get('path'):
            complaints.check(schema.get('path').startswith('/' + tree.APPLICATION_ID.replace('.', '/') + '/'), path,
                             f'schema path {schema.get("path")}')
        for key in schema.findall('key'):
            complaints.check(key.findtext('summary') and key.findtext('description'), path,
                             f'{key.get("name")}: needs a summary and a description')
            if key.get('type') in ('i', 'u', 'd', 'x', 't', 'n', 'q', 'y'):
                complaints.check(key.find('range') is not None, path, f'{key.get("name")}: a number needs its range')
complaints.finish()
