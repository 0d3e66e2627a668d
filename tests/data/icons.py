#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The icons: there, named right, square, on their grid, drawn as vectors; and every XML file of the project reads."""
import glob
import os
import re
import xml.etree.ElementTree as ElementTree
import tree

complaints = tree.Complaints()
for path in tree.files('.svg', '.ui', '.xml', '.xml.in'):
    try:
        ElementTree.fromstring(tree.read(path).encode())
        complaints.checked += 1
    except ElementTree.ParseError as error:
        complaints.add(path, error)

GRIDS = {
    f'data/icons/hicolor/scalable/apps/{tree.APPLICATION_ID}.svg': 128,
    f'data/icons/hicolor/symbolic/apps/{tree.APPLICATION_ID}-symbolic.svg': 16,
    'data/icons/hicolor/scalable/mimetypes/application-x-gradus+json.svg': 128,
}
drawn = [p for p in tree.files(under='data/icons') if '/hicolor/' in p]
complaints.check(set(drawn) == set(GRIDS), 'data/icons', f'expected {sorted(GRIDS)}, found {drawn}')
for path in drawn:
    text = tree.read(path)
    root = ElementTree.fromstring(text.encode())
    grid = GRIDS.get(path, 16)
    complaints.check(root.get('viewBox') == f'0 0 {grid} {grid}', path, f'viewBox is not 0 0 {grid} {grid}')
    complaints.check(not re.search(r'<(image|text|style|script|filter)\b', text), path,
                     'no pictures, letters, style sheets, scripts or shadows in an icon')
    if path.endswith('-symbolic.svg'):
        colours = set(re.findall(r'#[0-9a-fA-F]{3,8}\b', text))
        complaints.check(len(colours) <= 1 and 'url(' not in text, path, f'a symbolic icon has one colour, not {colours}')

# Icons that the window names must be ours or the theme's.
themes = [d for d in ('/usr/share/icons/Adwaita', '/usr/share/icons/hicolor') if os.path.isdir(d)]
if '/usr/share/icons/Adwaita' in themes:
    known = {os.path.splitext(os.path.basename(p))[0] for d in themes
             for p in glob.glob(d + '/**/*.*', recursive=True)}
    known |= {os.path.splitext(os.path.basename(p))[0] for p in tree.files('.svg')}
    for path in tree.files('.ui') + tree.files('.c', under='src/widgets'):
        for name in re.findall(r'(?<=[">])([a-z][a-z0-9-]*-symbolic)(?=["<])', tree.read(path)):
            complaints.check(name in known, path, f'{name} is in no icon theme: put it into the resource, or choose another')
complaints.finish()
