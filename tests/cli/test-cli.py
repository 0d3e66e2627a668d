#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""gradus-cli as a person or a script uses it: test-cli.py PROGRAM"""
import json
import os
import pty
import shutil
import stat
import struct
import subprocess

from cli_testing import Cli, DOCUMENTS, PROGRAM, main


class Help(Cli):
    def test_help(self):
        for arguments in (['--help'], ['-h'], ['help']):
            out = self.good(*arguments)
            for command in ('lessons', 'new', 'trace', 'train', 'check', 'render'):
                self.assertIn(command, out)

    def test_help_of_commands(self):
        for command, part in (('lessons', 'Lists'), ('new', '--layer'), ('trace', '--sample'), ('train', '--steps'), ('check', 'central'),
                              ('render', '--size')):
            self.assertIn(part, self.good(command, '--help'))

    def test_version(self):
        self.assertRegex(self.good('--version'), r'^gradus-cli \d+\.\d+\.\d+\n$')

    def test_misuse(self):
        for part, *arguments in (
                ['command is missing'],
                ['no command “dance”', 'dance'],
                ['no option “--json”', '--json'],
                ['DOC is missing', 'trace'],
                ['DOC is missing', 'train', '--steps', '3'],
                ['too much', 'trace', 'article', 'article'],
                ['too much', 'lessons', 'article'],
                ['--bogus', 'trace', 'article', '--bogus'],
                ['--steps', 'train', 'article'],
                ['--steps', 'train', 'article', '--steps'],
                ['--steps', 'train', 'article', '--steps', 'many'],
                ['--steps', 'train', 'article', '--steps', '-1'],
                ['--steps', 'train', 'article', '--steps', '1.5'],
                ['--patience', 'train', 'article', '--steps', '1', '--patience', '-1'],
                ['--improvement', 'train', 'article', '--steps', '1', '--patience', '1', '--improvement', '1'],
                ['--until-loss', 'train', 'article', '--steps', '1', '--until-loss', 'little'],
                ['--until-loss', 'train', 'article', '--steps', '1', '--until-loss', 'inf'],
                ['--sample', 'trace', 'article', '--sample', '-1'],
                ['-o F is needed', 'render', 'article'],
                ['.png, .svg or .pdf', 'render', 'article', '-o', 'picture.gif'],
                ['.png, .svg or .pdf', 'render', 'article', '-o', 'picture'],
                ['.png, .svg or .pdf', 'train', 'article', '--steps', '1', '--plot', 'plot.txt'],
                ['1280x800', 'render', 'article', '-o', 'a.png', '--size', 'large'],
                ['1280x800', 'render', 'article', '-o', 'a.png', '--size', '0x0'],
                ['1280x800', 'render', 'article', '-o', 'a.png', '--size', '100000x100'],
                ['1280x800', 'render', 'article', '-o', 'a.png', '--size', '1280x800x3'],
                ['--step', 'render', 'article', '-o', 'a.png', '--step', '-2']):
            self.refused(2, part, *arguments)
        self.assertEqual(os.listdir(self.folder.name), [])


class Lessons(Cli):
    def test_list(self):
        lines = self.good('lessons').splitlines()
        self.assertIn('article', [line.split('\t')[0] for line in lines])
        for line in lines:
            identifier, title = line.split('\t')
            self.assertTrue(title)
            self.assertTrue(self.good('trace', identifier))


class Trace(Cli):
    def test_article(self):
        trace = self.json('trace', 'article')
        self.assertEqual(list(trace), ['loss', 'outputs', 'layers', 'updated'])
        self.near(trace['loss'], 0.12552571851659566)
        self.near(trace['outputs'], [0.6457039112315864])
        hidden, output = trace['layers']
        self.assertEqual(list(hidden), ['z', 'a', 'dL_da', 'dL_dz', 'dL_dW', 'dL_db', 'weights', 'biases'])
        self.near(hidden['z'], [1.1])
        self.near(hidden['a'], [0.7502601055951177])
        self.near(output['z'], [0.6002080844760942])
        self.near(output['dL_da'], [-0.7085921775368271])
        self.near(output['dL_dz'], [-0.1621048948126419])
        self.near(output['dL_dW'], [[-0.1621048948126419 * 0.7502601055951177]])
        self.near(hidden['dL_dW'][0][1], 2 * hidden['dL_dz'][0])
        self.assertEqual((hidden['weights'], output['weights']), ([[0.5, 0.3]], [[0.8]]))
        self.assertIsNone(hidden['dL_db'])
        self.assertIsNone(hidden['biases'])
        first, second = trace['updated']['layers']
        self.near(first['weights'], [[0.50242988596920866, 0.30485977193841732]])
        self.near(second['weights'], [[0.81216208354996190]])
        self.assertIsNone(first['biases'])

    def test_digits(self):
        self.assertIn('"weights": [[0.5, 0.29999999999999999]]', self.good('trace', 'article', '--json'))

    def test_every_factor(self):
        text = self.good('trace', 'article')
        for part in ('z_h', 'z_out', 'ŷ', '∂L/∂ŷ', '∂ŷ/∂z_out', '∂L/∂z_out', '∂L/∂w₃', '∂L/∂h', '∂h/∂z_h', '∂L/∂z_h',
                     '∂L/∂w₁', '∂L/∂w₂', '0.812162'):
            self.assertIn(part, text)
        for number in range(1, 9):
            self.assertIn(f'\n{number}. ', text)

    def test_biases(self):
        trace = self.json('trace', os.path.join(DOCUMENTS, 'good', 'softmax.gradus'), '--sample', '2')
        last = trace['layers'][1]
        self.assertEqual(last['biases'], [0.5, -0.5])
        self.near(last['dL_db'], last['dL_dz'])
        self.near(sum(trace['outputs']), 1)
        self.near(last['dL_dz'], [trace['outputs'][0] - 1, trace['outputs'][1]])

    def test_changes_nothing(self):
        self.good('train', 'article', '--steps', '3', '--save', 'a.gradus')
        with open(self.path('a.gradus'), 'rb') as file:
            before = file.read()
        self.good('trace', 'a.gradus')
        with open(self.path('a.gradus'), 'rb') as file:
            self.assertEqual(file.read(), before)

    def test_sample_outside(self):
        self.refused(1, 'article: there is no sample 1', 'trace', 'article', '--sample', '1')


class Train(Cli):
    def test_one_step(self):
        result = self.json('train', 'article', '--steps', '1')
        self.assertEqual(list(result), ['steps', 'loss_before', 'loss', 'outputs', 'layers'])
        self.near(result['loss'], 0.12375689266190)
        self.near(result['layers'][0]['weights'], [[0.50242988596920866, 0.30485977193841732]])
        self.near(result['layers'][1]['weights'], [[0.81216208354996190]])

    def test_thousand_steps(self):
        result = self.json('train', 'article', '--steps', '1000')
        self.assertEqual(result['steps'], 1000)
        self.near(result['loss_before'], 0.12552571851659566)
        self.near(result['loss'], 0.0031184431624350)
        self.near(result['outputs'], [[0.944156977495527]])

    def test_no_steps(self):
        result = self.json('train', 'article', '--steps', '0')
        self.assertEqual((result['steps'], result['loss']), (0, result['loss_before']))
        self.assertEqual(result['layers'][0]['weights'], [[0.5, 0.3]])

    def test_save_and_go_on(self):
        """600 and 400 steps are 1000 steps, bit for bit, for every optimiser and in the middle of an epoch."""
        names = ['article'] + sorted(os.path.join(DOCUMENTS, 'good', name)
                                     for name in os.listdir(os.path.join(DOCUMENTS, 'good'))
                                     if name.startswith(('optimizer-', 'softmax', 'frozen')))
        self.assertGreater(len(names), 8)
        for name in names:
            whole = self.json('train', name, '--steps', '1000')
            self.good('train', name, '--steps', '601', '--save', 'part.gradus')
            rest = self.json('train', 'part.gradus', '--steps', '399')
            self.assertEqual(rest['layers'], whole['layers'], name)
            self.assertEqual(rest['loss'], whole['loss'], name)

    def test_until(self):
        """The first step that is good enough, with the numbers of so many plain steps."""
        result = self.json('train', 'article', '--steps', '100000', '--until-loss', '0.01')
        self.assertEqual((result['steps'], result['stopped_by']), (353, 'loss'))
        plain = self.json('train', 'article', '--steps', '353')
        self.assertNotIn('stopped_by', plain)
        self.assertEqual(result['layers'], plain['layers'])
        self.assertGreater(self.json('train', 'article', '--steps', '352')['loss'], 0.01)
        self.assertIn('at most 0.01', self.good('train', 'article', '--steps', '400', '--until-loss', '0.01'))
        few = self.json('train', 'article', '--steps', '5', '--until-loss', '0.01')
        self.assertEqual((few['steps'], few['stopped_by']), (5, 'steps'))
        none = self.json('train', 'article', '--steps', '5', '--until-loss', '1')
        self.assertEqual((none['steps'], none['stopped_by']), (0, 'loss'))

    def test_patience(self):
        wanted = ('train', 'article', '--steps', '3000', '--patience', '100', '--improvement', '0.5')
        result = self.json(*wanted)
        self.assertEqual((result['steps'], result['stopped_by']), (223, 'no-improvement'))
        self.assertIn('no better loss than that of step 123', self.good(*wanted))
        with_history = self.json(*wanted, '--csv', 'l.csv')
        self.assertEqual(with_history, result)

    def test_saved_document(self):
        self.good('train', 'article', '--steps', '5', '--save', 'a.gradus')
        with open(self.path('a.gradus'), encoding='utf-8') as file:
            document = json.load(file)
        self.assertEqual(document['state']['steps'], 5)
        self.assertEqual([point[0] for point in document['state']['history']], [0, 1, 2, 3, 4, 5])
        trained = self.json('train', 'article', '--steps', '5')
        self.assertEqual(document['network']['layers'][0]['weights'], trained['layers'][0]['weights'])

    def test_files(self):
        self.good('train', 'article', '--steps', '50', '--plot', 'p.png', '--csv', 'l.csv', '--save', 's.gradus')
        self.assertEqual(sorted(os.listdir(self.folder.name)), ['l.csv', 'p.png', 's.gradus'])
        with open(self.path('l.csv'), encoding='utf-8') as file:
            rows = file.read().split()
        self.assertEqual(rows[0], 'step,loss')
        self.assertEqual(len(rows), 52)
        self.near(float(rows[2].split(',')[1]), 0.12375689266190)
        for suffix, magic in (('png', b'\x89PNG'), ('svg', b'<?xml'), ('pdf', b'%PDF')):
            self.good('train', 'article', '--steps', '50', '--plot', 'p.' + suffix)
            with open(self.path('p.' + suffix), 'rb') as file:
                self.assertTrue(file.read().startswith(magic))

    def test_not_finite(self):
        document = {'gradus': 1, 'network': {'inputs': 1, 'layers': [
            {'neurons': 1, 'activation': 'identity', 'weights': [[1]]}]}, 'loss': 'squared-error',
            'data': {'inputs': [[1e100]], 'targets': [[0]]}, 'training': {'learning-rate': 1e100}}
        name = self.write('wild.gradus', document)
        self.refused(1, 'smaller learning rate', 'train', name, '--steps', '10', '--save', 'x.gradus', '--csv', 'x.csv')
        self.assertEqual(os.listdir(self.folder.name), ['wild.gradus'])

    def test_progress(self):
        """On a terminal a long training says how far it is."""
        terminal, end = pty.openpty()
        self.addCleanup(os.close, terminal)
        with subprocess.Popen([PROGRAM, 'train', 'article', '--steps', '900000000000'], stderr=end,
                              stdout=subprocess.DEVNULL, env=dict(os.environ, LC_ALL='C.UTF-8')) as process:
            os.close(end)
            seen = b''
            while b'of 900000000000 steps, loss ' not in seen:
                seen += os.read(terminal, 1000)
            process.kill()
        self.assertIn(b'\r', seen)

    def test_locale(self):
        """Files and JSON are the same where a comma is the decimal sign."""
        if not shutil.which('localedef'):
            self.skipTest('there is no localedef to make a German locale with')
        made = subprocess.run(['localedef', '-i', 'de_DE', '-f', 'UTF-8', self.path('de_DE.UTF-8')], check=False,
                              capture_output=True)
        if not os.path.isdir(self.path('de_DE.UTF-8')):
            self.skipTest(f'no German locale could be made: {made.stderr}')
        with open(self.path('here.gradus'), 'w', encoding='utf-8') as file:
            with open(os.path.join(DOCUMENTS, 'good', 'all-training.gradus'), encoding='utf-8') as original:
                file.write(original.read())
        for document in ('article', 'here.gradus'):
            output = {}
            for locale in ('C.UTF-8', 'de_DE.UTF-8'):
                os.environ['LOCPATH'] = self.folder.name if locale.startswith('de') else ''
                self.addCleanup(os.environ.pop, 'LOCPATH', None)
                result = self.run_cli('train', document, '--steps', '3', '--json', '--save', 's.gradus', '--csv', 'l.csv',
                                      locale=locale)
                self.assertEqual(result.returncode, 0, result.stderr)
                with open(self.path('s.gradus'), encoding='utf-8') as saved, open(self.path('l.csv'), encoding='utf-8') as csv:
                    output[locale] = (result.stdout, json.load(saved)['network'], csv.read())
            self.assertEqual(output['C.UTF-8'], output['de_DE.UTF-8'])


class Check(Cli):
    def test_article(self):
        result = self.json('check', 'article')
        self.assertEqual(list(result), ['worst_relative_error', 'at', 'checked'])
        self.assertEqual(result['checked'], 3)
        self.assertLess(result['worst_relative_error'], 1e-8)
        self.assertRegex(result['at'], r'^/network/layers/[01]/weights/0/[01]$')
        self.assertIn('∂L/∂w₃', self.good('check', 'article'))

    def test_all_good_documents(self):
        for name in sorted(os.listdir(os.path.join(DOCUMENTS, 'good'))):
            if name not in ('extreme-numbers.gradus', 'large-integers.gradus'):
                self.assertLess(self.json('check', os.path.join(DOCUMENTS, 'good', name))['worst_relative_error'] or 0, 1e-5, name)

    def test_kink(self):
        document = {'gradus': 1, 'network': {'inputs': 1, 'layers': [
            {'neurons': 1, 'activation': 'relu', 'weights': [[0]]}]}, 'loss': 'squared-error',
            'data': {'inputs': [[1]], 'targets': [[1]]}}
        name = self.write('kink.gradus', document)
        result = self.json('check', name)
        self.assertEqual((result['checked'], result['skipped'], result['at']), (0, 1, None))
        self.assertIn('skipped', self.good('check', name))


class Render(Cli):
    def test_formats(self):
        for suffix, magic in (('png', b'\x89PNG'), ('svg', b'<?xml'), ('pdf', b'%PDF'), ('PNG', b'\x89PNG')):
            self.good('render', 'article', '-o', 'n.' + suffix)
            with open(self.path('n.' + suffix), 'rb') as file:
                self.assertTrue(file.read().startswith(magic))

    def test_size(self):
        self.good('render', 'article', '-o', 'n.png', '--size', '640x400')
        with open(self.path('n.png'), 'rb') as file:
            self.assertEqual(struct.unpack('>II', file.read(24)[16:]), (640, 400))

    def test_step(self):
        self.good('render', 'article', '-o', 'a.png')
        self.good('render', 'article', '-o', 'b.png', '--step', '1000')
        with open(self.path('a.png'), 'rb') as a, open(self.path('b.png'), 'rb') as b:
            self.assertNotEqual(a.read(), b.read())


class Failures(Cli):
    def test_documents(self):
        """What the reader refuses, every command refuses with the same place."""
        with open(os.path.join(DOCUMENTS, 'refused.tsv'), encoding='utf-8') as file:
            rows = [line.rstrip('\n').split('\t') for line in file if not line.startswith('#')]
        self.assertGreater(len(rows), 100)
        for index, (name, _, message) in enumerate(rows):
            path = os.path.join(DOCUMENTS, name + '.gradus')
            command = (['trace', path], ['train', path, '--steps', '1', '--save', 'x.gradus'], ['check', path],
                       ['render', path, '-o', 'x.png'])[index % 4]
            error = self.refused(1, message, *command)
            self.assertIn(os.path.basename(path), error)
        self.assertEqual(os.listdir(self.folder.name), [])

    def test_missing(self):
        self.refused(1, 'nowhere.gradus: there is no such file', 'trace', 'nowhere.gradus')
        self.refused(1, self.folder.name, 'trace', self.folder.name)

    def test_outputs(self):
        """A failed output leaves nothing behind, and names the file."""
        for option in ('--plot', '--csv', '--save'):
            name = 'no/folder/' + {'--plot': 'p.png', '--csv': 'l.csv', '--save': 's.gradus'}[option]
            self.refused(1, name, 'train', 'article', '--steps', '1', option, name)
        self.refused(1, 'no/folder/n.svg', 'render', 'article', '-o', 'no/folder/n.svg')
        self.assertEqual(os.listdir(self.folder.name), [])

    def test_full_disk(self):
        """/dev/full is a disk without room: it is neither filled nor replaced."""
        if not os.path.exists('/dev/full'):
            self.skipTest('there is no /dev/full')
        for option in ('--csv', '--save'):
            self.refused(1, '/dev/full', 'train', 'article', '--steps', '1', option, '/dev/full')
        self.assertTrue(stat.S_ISCHR(os.stat('/dev/full').st_mode))
        with open('/dev/full', 'w', encoding='utf-8') as full:
            result = self.run_cli('trace', 'article', '--json', stdout=full, stderr=subprocess.PIPE)
        self.assertEqual(result.returncode, 1)
        self.assertIn('standard output cannot be written', result.stderr)

    def test_protected_folder(self):
        as_whom = {'user': 65534} if os.geteuid() == 0 else {}  # the administrator may write everywhere
        os.chmod(self.folder.name, 0o555)
        self.addCleanup(os.chmod, self.folder.name, 0o755)
        try:
            self.run_cli('lessons', **as_whom)
        except PermissionError:
            self.skipTest('the program lies where only the administrator may start it')
        for name, *arguments in (['s.gradus', 'train', 'article', '--steps', '1', '--save', 's.gradus'],
                                 ['l.csv', 'train', 'article', '--steps', '1', '--csv', 'l.csv'],
                                 ['p.pdf', 'train', 'article', '--steps', '1', '--plot', 'p.pdf'],
                                 ['n.png', 'render', 'article', '-o', 'n.png']):
            result = self.run_cli(*arguments, **as_whom)
            self.assertEqual((result.returncode, result.stdout, result.stderr.count('\n')), (1, '', 1), result.stderr)
            self.assertIn(name, result.stderr)
            self.assertRegex(result.stderr, 'Permission denied|may not write')
        self.assertEqual(os.listdir(self.folder.name), [])

    def test_keeps_the_old_file(self):
        name = self.write('kept.gradus', 'as it was')
        self.refused(1, 'line 1', 'train', name, '--steps', '1', '--save', name)
        with open(name, encoding='utf-8') as file:
            self.assertEqual(file.read(), 'as it was')


if __name__ == '__main__':
    main()
