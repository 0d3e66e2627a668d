#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""metainfo.py FILE VERSION: valid with the warnings that Flathub makes errors, complete, and short enough to be shown."""
import datetime
import re
import struct
import subprocess
import sys
import os
import xml.etree.ElementTree as ElementTree
import tree

SEVERITIES = ['unknown-tag=pedantic'] + [tag + '=error' for tag in (
    'category-invalid', 'cid-has-number-prefix', 'content-rating-missing', 'desktop-file-not-found',
    'invalid-child-tag-name', 'metainfo-filename-cid-mismatch', 'metainfo-legacy-path', 'name-has-dot-suffix',
    'releases-info-missing')]
# Checked by nobody who sets the alternative: what is no colour at all makes a grey banner.
NEEDED = ['id', 'name', 'summary', 'metadata_license', 'project_license', 'description/p', 'developer/name', 'launchable',
          'translation', 'content_rating', 'screenshots/screenshot', 'branding/color', 'releases/release',
          'requires/display_length', 'supports/control']
LANGUAGE = '{http://www.w3.org/XML/1998/namespace}lang'

path, version = sys.argv[1:3]
complaints = tree.Complaints()

tool = subprocess.run(['appstreamcli', '--version'], capture_output=True, text=True, check=True).stdout
if tuple(map(int, re.findall(r'\d+', tool)[:2])) >= (1, 0):
    SEVERITIES += ['all-categories-ignored=error', 'cid-rdns-contains-hyphen=error']
said = subprocess.run(['appstreamcli', 'validate', '--no-net', '--strict', '--explain', '--override=' + ','.join(SEVERITIES),
                       path], capture_output=True, text=True, check=False)
complaints.check(said.returncode == 0, path, said.stdout + said.stderr)

root = ElementTree.parse(path).getroot()


def english(where):
    return [e for e in root.findall(where) if e.get(LANGUAGE) is None]


def text(where):
    found = english(where)
    return re.sub(r'\s+', ' ', found[0].text or '').strip() if found else ''


for tag in NEEDED:
    complaints.check(english(tag), path, f'<{tag}> is missing')
complaints.check(text('id') == tree.APPLICATION_ID, path, f'id {text("id")}')
complaints.check(text('launchable') == tree.APPLICATION_ID + '.desktop', path, f'launchable {text("launchable")}')
complaints.check(text('metadata_license') == 'CC0-1.0', path, 'metadata_license must be CC0-1.0')
complaints.check(root.find('icon') is None, path, 'the icon comes through <launchable>; with <icon> the categories are lost')
complaints.check(len(text('name')) <= 15, path, 'the name is over 15 characters')
summary = text('summary')
complaints.check(10 <= len(summary) <= 35 and not summary.endswith('.') and 'gradus' not in summary.lower()
                 and not re.match(r'(A|An|The) ', summary), path,
                 f'summary {summary!r} ({len(summary)}): 10 to 35 characters, no full stop, no article, not the name')
words = [re.sub(r'\s+', ' ', e.text).strip() for e in english('description/p')]
complaints.check(100 <= sum(map(len, words)) <= 6 * 100, path, f'description: {sum(map(len, words))} characters')
complaints.check(len(english('description/ul/li')) <= 10, path, 'a list of over 10 points')
for kind in ('homepage', 'bugtracker', 'vcs-browser'):
    complaints.check(root.find(f'url[@type="{kind}"]') is not None, path, f'no {kind}')

colours = {c.get('scheme_preference'): c.text for c in root.findall('branding/color')}
complaints.check(set(colours) == {'light', 'dark'} and len(set(colours.values())) == 2, path, 'branding: light and dark, not the same')
for colour in colours.values():
    channels = [int(colour[i:i + 2], 16) for i in (1, 3, 5)]
    complaints.check(max(channels) - min(channels) >= 60, path, f'branding colour {colour} is grey')

releases = [(r.get('version'), r.get('date')) for r in root.findall('releases/release')]
complaints.check(releases and releases[0][0] == version, path, f'the newest release is not {version}, as in meson.build')
complaints.check([d for _, d in releases] == sorted((d for _, d in releases), reverse=True), path, 'releases are not in order')
complaints.check(all(datetime.date.fromisoformat(d) <= datetime.date.today() + datetime.timedelta(1) for _, d in releases),
                 path, 'a release in the future')
complaints.check(all(r.find('description') is not None for r in root.findall('releases/release')), path, 'a release without notes')

for shot in root.findall('screenshots/screenshot'):
    url = shot.findtext('image', '')
    captions = [c.text for c in shot.findall('caption') if c.get(LANGUAGE) is None]
    complaints.check(captions and not captions[0].endswith('.'), path, f'{url}: one caption, no full stop')
    match = re.fullmatch(r'https://raw\.githubusercontent\.com/[\w-]+/[\w-]+/v[\d.]+/(data/screenshots/[\w-]+\.png)', url)
    complaints.check(match, path, f'{url}: not pinned to a tag')
    if match:
        file = os.path.join(tree.TOP, match.group(1))
        if not os.path.exists(file):
            complaints.add(path, f'{match.group(1)} is not there (build-aux/screenshots makes it)')
            continue
        with open(file, 'rb') as png:
            width, height = struct.unpack('>II', png.read(24)[16:])
        complaints.check(600 <= width <= 2100 and 400 <= height <= 1400, match.group(1), f'{width}x{height} pixels')

for language in tree.read('po/LINGUAS').split():
    for tag in ('summary', 'description/p', 'screenshots/screenshot/caption'):
        found = [e for e in root.findall(tag) if e.get(LANGUAGE) == language]
        complaints.check(len(found) == len(english(tag)), path, f'<{tag}> is not translated to {language}')
    for e in (e for e in root.findall('summary') if e.get(LANGUAGE) == language):
        complaints.check(len(e.text) <= 35, path, f'summary in {language} has {len(e.text)} characters, over 35')
complaints.finish()
