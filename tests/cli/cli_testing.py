# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of gradus-cli share. The program is the first argument of each."""
import json
import os
import subprocess
import sys
import tempfile
import unittest

PROGRAM = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else ''
WRAPPER = os.environ.get('GRADUS_WRAPPER', '').split()  # tests/under-valgrind
TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DOCUMENTS = os.path.join(TOP, 'tests', 'model', 'documents')
DATASETS = os.path.join(TOP, 'data', 'datasets')


class Cli(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def run_cli(self, *arguments, **options):
        environment = dict(os.environ, LC_ALL=options.pop('locale', 'C.UTF-8'))
        return subprocess.run([*WRAPPER, PROGRAM, *arguments], capture_output='stdout' not in options, text=True, check=False,
                              env=environment, cwd=self.folder.name, timeout=300, **options)

    def good(self, *arguments):
        result = self.run_cli(*arguments)
        self.assertEqual((result.returncode, result.stderr), (0, ''), arguments)
        return result.stdout

    def json(self, *arguments):
        return json.loads(self.good(*arguments, '--json'))

    def refused(self, status, part, *arguments):
        """One line on standard error, nothing on standard output."""
        result = self.run_cli(*arguments)
        self.assertEqual(result.returncode, status, (arguments, result.stderr))
        self.assertEqual(result.stdout, '', arguments)
        self.assertEqual(result.stderr.count('\n'), 1, result.stderr)
        self.assertIn(part, result.stderr)
        return result.stderr

    def write(self, name, document):
        with open(self.path(name), 'w', encoding='utf-8') as file:
            file.write(document if isinstance(document, str) else json.dumps(document))
        return self.path(name)

    def near(self, value, expected, tolerance=1e-12):
        if isinstance(expected, list):
            self.assertEqual(len(value), len(expected))
            for a, b in zip(value, expected):
                self.near(a, b, tolerance)
        else:
            self.assertLessEqual(abs(value - expected), tolerance, (value, expected))


def main():
    tests = unittest.defaultTestLoader.loadTestsFromModule(sys.modules['__main__'])
    run = unittest.TextTestRunner(verbosity=2).run(tests)
    faults = len(run.failures) + len(run.errors)
    print(f'{run.testsRun - faults - len(run.skipped)} passed, {faults} failed, {len(run.skipped)} skipped')
    sys.exit(1 if faults else 0)
