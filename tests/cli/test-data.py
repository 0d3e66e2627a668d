#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents made from data sets and tables by gradus-cli: test-data.py PROGRAM"""
import json
import os

from cli_testing import Cli, DATASETS, main


class New(Cli):
    def document(self, *arguments):
        self.good('new', *arguments, '-o', 'd.gradus')
        with open(self.path('d.gradus'), encoding='utf-8') as file:
            return json.load(file)

    def test_xor(self):
        document = self.document('--inputs', '2', '--layer', '4:tanh', '--layer', '1:sigmoid', '--loss', 'squared-error',
                                 '--set', 'xor', '--batch', '1', '--seed', '1')
        layers = document['network']['layers']
        self.assertEqual([(len(layer['neurons']), layer['activation']) for layer in layers], [(4, 'tanh'), (1, 'sigmoid')])
        self.assertEqual(document['data'], {'inputs': [[0, 0], [0, 1], [1, 0], [1, 1]], 'targets': [[0], [1], [1], [0]]})
        self.assertEqual((document['loss'], document['training']['batch-size']), ('squared-error', 1))
        trained = self.json('train', 'd.gradus', '--steps', '5000')
        self.assertEqual(trained['accuracy'], 1)
        self.assertLess(trained['loss'], 0.01)
        self.assertNotIn('test_loss', trained)

    def test_all_sets(self):
        """Without a word about it the last layer and the loss fit the set."""
        for name, last, loss in (('and', 'sigmoid', 'binary-cross-entropy'), ('or', 'sigmoid', 'binary-cross-entropy'),
                                 ('xor', 'sigmoid', 'binary-cross-entropy'), ('parity', 'sigmoid', 'binary-cross-entropy'),
                                 ('circle', 'sigmoid', 'binary-cross-entropy'), ('spiral', 'sigmoid', 'binary-cross-entropy'),
                                 ('gaussian', 'sigmoid', 'binary-cross-entropy'), ('checkerboard', 'sigmoid', 'binary-cross-entropy'),
                                 ('plane', 'identity', 'squared-error'), ('sine', 'identity', 'squared-error'),
                                 ('line', 'identity', 'squared-error'), ('penguins', 'softmax', 'cross-entropy'),
                                 ('iris', 'softmax', 'cross-entropy'), ('digits', 'softmax', 'cross-entropy')):
            document = self.document('--set', name, '--test-fraction', '0.25')
            self.assertEqual((document['network']['layers'][-1]['activation'], document['loss']), (last, loss), name)
            self.assertEqual(document['data']['test-fraction'], 0.25)
            before, after = (self.json('train', 'd.gradus', '--steps', steps) for steps in ('0', '500'))
            self.assertLess(after['loss'], before['loss'], name)
            self.assertIn('test_loss', after)
        self.assertEqual(document['network']['layers'][-1]['neurons'], list('0123456789'))

    def test_seed(self):
        """The same seed gives the same file, another one another."""
        texts = []
        for seed in ('5', '5', '6'):
            self.good('new', '--set', 'gaussian', '--samples', '20', '--noise', '0.5', '--seed', seed, '-o', 'd.gradus')
            with open(self.path('d.gradus'), encoding='utf-8') as file:
                texts.append(file.read())
        self.assertEqual(texts[0], texts[1])
        self.assertNotEqual(texts[0], texts[2])

    def test_options(self):
        document = self.document('--set', 'circle', '--samples', '30', '--layer', '3:relu', '--layer', '2:softmax', '--no-biases',
                                 '--optimizer', 'adam', '--learning-rate', '0.01', '--batch', 'all', '--shuffle',
                                 '--initialization', 'he-normal', '--title', 'A "circle"')
        self.assertEqual(document['title'], 'A "circle"')
        self.assertEqual(len(document['data']['targets']), 30)
        self.assertEqual(document['data']['targets'][:2], [[0, 1], [1, 0]])
        self.assertNotIn('biases', document['network']['layers'][0])
        self.assertEqual(document['training'], {'optimizer': 'adam', 'learning-rate': 0.01, 'batch-size': 'all', 'shuffle': True})
        self.assertEqual(len(self.document('--set', 'parity', '--inputs', '5')['data']['inputs']), 32)

    def test_csv(self):
        self.write('t.csv', 'colour;size;kind\nred;1,5;cat\nblue;2,5;dog\ngreen;3,5;cat\n')
        document = self.document('--csv', 't.csv', '--inputs', 'colour,size', '--raw')
        self.assertEqual(document['network']['inputs'], ['colour=blue', 'colour=green', 'colour=red', 'size'])
        self.assertEqual(document['data']['inputs'], [[0, 0, 1, 1.5], [1, 0, 0, 2.5], [0, 1, 0, 3.5]])
        self.assertEqual(document['data']['targets'], [[0], [1], [0]])
        self.assertEqual(document['network']['layers'][-1]['neurons'], ['kind'])

    def test_misuse(self):
        for part, *arguments in (
                ['-o F.gradus is needed', '--set', 'xor'],
                ['either --set NAME or --csv FILE', '-o', 'x'],
                ['either --set NAME or --csv FILE', '--set', 'xor', '--csv', 'a.csv', '-o', 'x'],
                ['no data set “moons”', '--set', 'moons', '-o', 'x'],
                ['“xor” has 2 inputs', '--set', 'xor', '--inputs', '3', '-o', 'x'],
                ['from 1 to 16', '--set', 'parity', '--inputs', '17', '-o', 'x'],
                ['like 4:tanh', '--set', 'xor', '--layer', '4', '-o', 'x'],
                ['like 4:tanh', '--set', 'xor', '--layer', '0:tanh', '-o', 'x'],
                ['unknown activation “tan”', '--set', 'xor', '--layer', '4:tan', '-o', 'x'],
                ['unknown loss', '--set', 'xor', '--loss', 'anger', '-o', 'x'],
                ['unknown optimizer', '--set', 'xor', '--optimizer', 'luck', '-o', 'x'],
                ['unknown scheme', '--set', 'xor', '--initialization', 'luck', '-o', 'x'],
                ['--batch', '--set', 'xor', '--batch', 'some', '-o', 'x'],
                ['--missing', '--csv', 'a.csv', '--missing', 'guess', '-o', 'x'],
                ['own columns', '--set', 'iris', '--targets', 'species', '-o', 'x'],
                ['for --set', '--csv', 'a.csv', '--samples', '3', '-o', 'x']):
            self.refused(2, part, 'new', *arguments)
        for part, *arguments in (
                ['of the network: 2 and 3', '--set', 'xor', '--layer', '3:tanh'],
                ['/data/samples', '--set', 'xor', '--samples', '0'],
                ['/data/noise', '--set', 'xor', '--noise', '-1'],
                ['/data/test-fraction', '--set', 'xor', '--test-fraction', '1'],
                ['nowhere.csv', '--csv', 'nowhere.csv']):
            self.refused(1, part, 'new', *arguments, '-o', 'x')
        self.assertEqual(os.listdir(self.folder.name), [])


class Tables(Cli):
    def test_penguins(self):
        """Texts among the inputs, missing cells, a test share, and on from a saved document without the table."""
        arguments = ['--targets', 'species', '--inputs', 'bill_length_mm,bill_depth_mm,flipper_length_mm,sex',
                     '--test-fraction', '0.2', '--json']
        name = os.path.join(DATASETS, 'penguins.csv')
        result = self.run_cli('train', name, '--steps', '2000', *arguments, '--save', 's.gradus')
        self.assertEqual(result.returncode, 0)
        self.assertEqual(result.stderr, 'gradus-cli: penguins.csv: 11 rows with missing cells are left out\n')
        trained = json.loads(result.stdout)
        self.assertEqual(list(trained), ['steps', 'loss_before', 'loss', 'test_loss', 'accuracy', 'test_accuracy', 'outputs', 'layers'])
        self.assertGreater(trained['accuracy'], 0.98)
        self.assertGreater(trained['test_accuracy'], 0.9)
        self.assertEqual(len(trained['outputs']), 266)
        again = self.json('train', 's.gradus', '--steps', '0')
        self.assertEqual((again['loss'], again['test_loss']), (trained['loss'], trained['test_loss']))
        filled = self.run_cli('train', name, '--steps', '10', *arguments, '--missing', 'fill')
        self.assertIn('missing cells are filled', filled.stderr)
        self.assertEqual(len(json.loads(filled.stdout)['outputs']), 275)

    def test_loss_of_test_rows(self):
        """One identity neuron, checked by hand."""
        rows = [(float(i), 3.0 * i) for i in range(10)]
        document = {'gradus': 1, 'network': {'inputs': 1, 'layers': [{'neurons': 1, 'activation': 'identity', 'weights': [[2]]}]},
                    'loss': 'squared-error', 'data': {'inputs': [[x] for x, _ in rows], 'targets': [[y] for _, y in rows],
                                                      'test-fraction': 0.3, 'seed': 3}}
        result = self.json('train', self.write('d.gradus', document), '--steps', '0')
        # The permutation of ten by seed 3, as tests/core/test-dataset.c has it.
        order = [0, 5, 6, 1, 8, 2, 4, 9, 3, 7]
        self.near(result['outputs'], [[2.0 * i] for i in order[:7]])
        self.near(result['loss'], sum(i * i for i in order[:7]) / 7)
        self.near(result['test_loss'], sum(i * i for i in order[7:]) / 3)
        self.assertNotIn('accuracy', result)
        text = self.good('train', 'd.gradus', '--steps', '0')
        self.assertIn('Loss of the test rows: 46.33', text)

    def test_history_of_test_rows(self):
        """Both losses stand in the table and in the saved document, at the start, in between and at the end."""
        self.good('new', '--set', 'circle', '--layer', '3:tanh', '--layer', '1:sigmoid', '--test-fraction', '0.5', '-o', 'c.gradus')
        trained = self.json('train', 'c.gradus', '--steps', '1000', '--csv', 'l.csv', '--save', 's.gradus')
        with open(self.path('l.csv'), encoding='utf-8') as file:
            lines = [line.split(',') for line in file.read().splitlines()]
        self.assertEqual(lines[0], ['step', 'loss', 'test_loss'])
        tested = [(int(step), float(test)) for step, _, test in lines[1:] if test]
        self.assertEqual((tested[0][0], tested[-1]), (0, (1000, trained['test_loss'])))
        self.assertGreater(len(tested), 5)
        self.assertEqual(lines[-1][:2], ['1000', repr(trained['loss'])])
        with open(self.path('s.gradus'), encoding='utf-8') as file:
            self.assertEqual([tuple(point) for point in json.load(file)['state']['test_history']], tested)

    def test_bad_lines(self):
        name = self.write('t.csv', 'a,b\n1,2\n3\n4,5\n"6"x,7\n8,9\n')
        self.refused(1, 't.csv: line 3: 2 cells expected, 1 found; 2 lines are bad', 'train', name, '--steps', '1')
        result = self.run_cli('train', name, '--steps', '1', '--skip-bad-lines', '--json')
        self.assertEqual(result.returncode, 0)
        self.assertIn('t.csv: line 5: text stands behind', result.stderr)
        self.assertIn('2 bad lines are left out', result.stderr)
        self.assertEqual(len(json.loads(result.stdout)['outputs']), 3)

    def test_refused(self):
        name = self.write('t.csv', 'a,b,c\n1,2,x\n3,4,y\n')
        self.refused(1, 'no column “d”; there are: a, b, c', 'train', name, '--steps', '1', '--targets', 'd')
        self.refused(1, 'chosen twice', 'train', name, '--steps', '1', '--targets', 'a', '--inputs', 'a,b')
        self.refused(1, 'no column of numbers', 'train', self.write('u.csv', 'a,b\nx,1\ny,2\n'), '--steps', '1')
        self.refused(2, 'for a CSV file', 'train', 'article', '--steps', '1', '--loss', 'huber')
        self.refused(1, 'nowhere.csv', 'train', 'nowhere.csv', '--steps', '1')


if __name__ == '__main__':
    main()
