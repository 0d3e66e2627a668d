#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-summary.py BUILD: tell from meson's logs what the tests in BUILD did.

Prints what failed with its output, what was skipped, and as the last line the counts. A test program that reports
its cases one by one (TAP) counts by case, any other as one. Exit status 0 only if some passed and none failed."""
import glob
import json
import os
import sys

GOOD = {'OK', 'EXPECTEDFAIL'}
SKIPPED = {'SKIP'}


def tap_cases(output):
    """[passed, failed, skipped] of TAP text; all zero if it is none."""
    row = [0, 0, 0]
    for line in output.splitlines():
        line = line.strip() if line.startswith(('ok ', 'not ok ')) else ''
        if not line:
            continue
        directive = line.partition('#')[2].strip().upper()
        if directive.startswith('SKIP'):
            row[2] += 1
        elif line.startswith('not ok'):
            row[1] += 1
        else:
            row[0] += 1
    return row


def main():
    build = sys.argv[1]
    logs = os.path.join(build, 'meson-logs')
    tests = []
    for path in glob.glob(os.path.join(logs, 'testlog*.json')):
        with open(path, encoding='utf-8') as lines:
            tests += [json.loads(line) for line in lines]
    total = [0, 0, 0]
    skipped = []
    for test in tests:
        output = test.get('stdout') or ''
        row = tap_cases(output)
        if test['result'] in SKIPPED:
            row = [0, 0, max(1, row[2])]
            skipped.append(test['name'])
        elif test['result'] not in GOOD:
            row[1] = max(1, row[1])
            print(f"\n―――― FAILED: {test['name']} ({test['result']}, exit status {test['returncode']}, "
                  f"{test['duration']:.1f} s)")
            print(f"     again: {' '.join(test['command'])}")
            print('\n'.join('  ' + line for line in (output + (test.get('stderr') or '')).splitlines()[-80:]))
        elif not any(row):
            row = [1, 0, 0]
        if row[2] and test['result'] not in SKIPPED:
            skipped.append(f"{test['name']} ({row[2]} of its cases)")
        total = [a + b for a, b in zip(total, row)]
    if skipped:
        print('\nSkipped: ' + ', '.join(skipped))
    if not tests:
        print('\nNo test ran. What meson said:')
        try:
            with open(os.path.join(build, 'test.log'), encoding='utf-8', errors='replace') as log:
                print(log.read()[-4000:])
        except OSError:
            pass
    print(f'{total[0]} passed, {total[1]} failed, {total[2]} skipped')
    return 0 if total[0] and not total[1] else 1


sys.exit(main())
