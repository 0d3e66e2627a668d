#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""desktop-entry.py FILE.desktop: valid, complete, and in German too."""
import configparser
import os
import subprocess
import sys
import tree

path = sys.argv[1]
complaints = tree.Complaints()

said = subprocess.run(['desktop-file-validate', path], capture_output=True, text=True, check=False)
complaints.check(said.returncode == 0 and not said.stdout + said.stderr, path, said.stdout + said.stderr)
complaints.check(os.path.basename(path) == tree.APPLICATION_ID + '.desktop', path, 'is not named after the application')

parser = configparser.ConfigParser(interpolation=None, delimiters=('=',), comment_prefixes=('#',))
parser.optionxform = str
parser.read(path, encoding='utf-8')
entry = parser['Desktop Entry']
for key, value in {'Type': 'Application', 'Icon': tree.APPLICATION_ID, 'Terminal': 'false',
                   'Categories': 'Education;ArtificialIntelligence;', 'MimeType': 'application/x-gradus+json;'}.items():
    complaints.check(entry.get(key) == value, path, f'{key} must be {value}, not {entry.get(key)}')
complaints.check(entry.get('Exec', '').split()[:1] == ['gradus'], path, 'Exec must start "gradus", without a path')
complaints.check(entry.get('Exec', '').endswith(('%f', '%F', '%u', '%U')), path, 'Exec must take a file')
for key in ('Hidden', 'NoDisplay'):
    complaints.check(key not in entry, path, f'{key} keeps it out of the menu')
for key in ('Name', 'GenericName', 'Comment', 'Keywords'):
    complaints.check(entry.get(key), path, f'{key} is missing')
    for language in tree.read('po/LINGUAS').split():
        complaints.check(entry.get(f'{key}[{language}]'), path, f'{key} is not translated to {language}')
complaints.finish()
