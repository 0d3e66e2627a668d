#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each layer includes only what the table of src/README.md allows, from the project and from outside."""
import re
import tree

C_LIBRARY = {'assert', 'ctype', 'errno', 'float', 'inttypes', 'limits', 'locale', 'math', 'stdarg', 'stdbool', 'stddef',
             'stdint', 'stdio', 'stdlib', 'string', 'complex', 'fenv', 'stdalign', 'stdatomic'}
GLIB = ('glib', 'glib-object', 'gobject/', 'gio/', 'glib/')
ALLOWED = {
    # layer: (own layers, from outside). The core neither allocates by GLib nor does input or output.
    'core': ({'core'}, ()),
    'model': ({'core', 'model'}, GLIB + ('json-glib/',)),
    'render': ({'core', 'render'}, GLIB + ('cairo', 'pango/')),
    'widgets': ({'core', 'model', 'render', 'widgets'}, GLIB + ('gtk/', 'gdk/', 'gsk/', 'adwaita', 'cairo', 'pango/')),
    'cli': ({'core', 'model', 'render', 'cli'}, GLIB + ('cairo', 'pango/', 'unistd', 'sys/', 'signal')),
}
INCLUDE = re.compile(r'^\s*#\s*include\s+(["<])([^">]+)[">]', re.M)
LEAVES_THE_CORE = re.compile(r'\b(g_\w+|rand|srand|random|time|clock|clock_gettime|fopen|printf|fprintf|getenv)\s*\(')

complaints = tree.Complaints()
for path in tree.files('.c', '.h', under='src'):
    layer = path.split('/')[1]
    if layer not in ALLOWED:
        complaints.check('/' not in path[4:], path, f'src/{layer} is no layer: add it to the table or move the file')
        continue
    own, outside = ALLOWED[layer]
    text = tree.without_comments(tree.read(path))
    for match in INCLUDE.finditer(tree.read(path)):
        quote, header = match.groups()
        place = f'{path}:{text.count(chr(10), 0, match.start(2)) + 1}'
        if quote == '"':
            if header == 'config.h' or header.startswith('gradus-config'):
                continue
            complaints.check('/' in header, place, f'write "{layer}/{header}", with its layer')
            if '/' in header:
                complaints.check(header.split('/')[0] in own, place,
                                 f'{layer} must not know {header.split("/")[0]} ({header})')
        else:
            standard = header[:-2] in C_LIBRARY
            complaints.check(standard or header.startswith(outside), place, f'{layer} must not include <{header}>')
    if layer == 'core':
        for match in LEAVES_THE_CORE.finditer(text):
            complaints.add(f'{path}:{text.count(chr(10), 0, match.start()) + 1}',
                           f'the core has no GLib, clock, hidden state, input or output: {match.group(1)}()')
complaints.finish()
