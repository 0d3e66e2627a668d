#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The numbers of the built-in lessons: exact ones against decimal arithmetic, printed ones against their sources.

test-lessons.py PROGRAM"""
import glob
import json
import math
import os
from decimal import ROUND_DOWN, Decimal

from cli_testing import Cli, TOP, main
from lesson_reference import Lesson, rounded

PATHS = {os.path.splitext(os.path.basename(path))[0]: path
         for path in sorted(glob.glob(os.path.join(TOP, 'data', 'lessons', '*.gradus')))}


def printed_places(text):
    return len(text.partition('.')[2])


def train_with_slip(lesson, steps):
    """Steps of one sample that send the errors back through weights that are already updated."""
    for _ in range(steps):
        forward = [lesson.inputs[0]] + lesson.forward(0)[1]
        last = lesson.backward(0)[1][-1]
        new = [[w - lesson.rate * delta * x for w, x in zip(row, forward[-2])]
               for row, delta in zip(lesson.weights[-1], last)]
        hidden = lesson.backward(0, [None, new])[1][0]
        lesson.weights = [[[w - lesson.rate * delta * x for w, x in zip(row, forward[0])]
                           for row, delta in zip(lesson.weights[0], hidden)], new]
    return lesson


def turned_over(lesson, to, n):
    """A new weight where delta and inputs are multiplied in the wrong order."""
    return lesson.weights[0][to][n] - lesson.rate * lesson.backward(0)[1][0][n] * lesson.inputs[0][to]


def yes_or_no(lesson):
    """The loss of outputs that are taken for separate yes-or-no questions."""
    return -sum(y * a.ln() + (1 - y) * (1 - a).ln() for y, a in zip(lesson.targets[0], lesson.forward(0)[1][-1]))


def places_of(lesson):
    return {entry['of']: entry['decimals'] for page in lesson.document['pages'] for entry in page.get('printed', [])}


def with_slip(symbol):
    return lambda lesson: lesson.symbols(places_of(lesson), slip=True)[symbol]


# What explains a printed number that neither exact arithmetic nor rounding on the way gives.
PROOFS = {
    ('macleod', 'w₁'): with_slip('w₁'),
    ('macleod', 'w₂'): with_slip('w₂'),
    ('macleod', 'w₃'): with_slip('w₃'),
    ('macleod', 'w₄'): lambda lesson: rounded(lesson.symbols({**places_of(lesson), 'w₄': None}, slip=True)['w₄'], 4, ROUND_DOWN),
    ('softmax', 'L'): yes_or_no,
    ('transposed', 'w₂'): lambda lesson: turned_over(lesson, 0, 1),
    ('transposed', 'w₃'): lambda lesson: turned_over(lesson, 0, 2),
    ('transposed', 'w₄'): lambda lesson: turned_over(lesson, 1, 0),
    ('transposed', 'w₆'): lambda lesson: turned_over(lesson, 1, 2),
    ('transposed', 'w₇'): lambda lesson: turned_over(lesson, 2, 0),
    ('transposed', 'w₈'): lambda lesson: turned_over(lesson, 2, 1),
}


class Numbers(Cli):
    def close(self, value, expected):
        if isinstance(expected, list):
            self.assertEqual(len(value), len(expected))
            for a, b in zip(value, expected):
                self.close(a, b)
        else:
            self.near(value, float(expected), 1e-12 * max(1, abs(float(expected))))

    def test_every_lesson_is_here(self):
        listed = [line.split('\t')[0] for line in self.good('lessons').splitlines()]
        self.assertEqual(sorted(listed), sorted(PATHS))
        self.assertGreaterEqual(len(listed), 9)
        self.assertEqual(listed[0], 'article')

    def test_passes(self):
        """Forward, loss and gradients of every sample."""
        for name, path in PATHS.items():
            lesson = Lesson(path)
            for sample in range(len(lesson.inputs)):
                trace = self.json('trace', name, '--sample', str(sample))
                z, a = lesson.forward(sample)
                da, dz = lesson.backward(sample)
                weights, biases = lesson.gradients(sample)
                self.close(trace['loss'], lesson.loss(sample))
                self.close(trace['outputs'], a[-1])
                for number, layer in enumerate(trace['layers']):
                    self.close(layer['z'], z[number])
                    self.close(layer['a'], a[number])
                    self.close(layer['dL_da'], da[number])
                    self.close(layer['dL_dz'], dz[number])
                    self.close(layer['dL_dW'], weights[number])
                    if lesson.has_biases[number]:
                        self.close(layer['dL_db'], biases[number])
                    else:
                        self.assertIsNone(layer['dL_db'])

    def test_training(self):
        for name, path in PATHS.items():
            # Round the kink of an absolute error steps jump back and forth, and each jump doubles what rounding left.
            kink = Lesson(path).document['loss'] == 'absolute-error'
            for steps in (1, 2, 7, 20 if kink else 100):
                lesson = Lesson(path).train(steps)
                result = self.json('train', name, '--steps', str(steps))
                self.close(result['loss'], lesson.mean_loss())
                self.close(result['outputs'], [lesson.forward(sample)[1][-1] for sample in range(len(lesson.inputs))])
                for number, layer in enumerate(result['layers']):
                    self.close(layer['weights'], lesson.weights[number])
                    if lesson.has_biases[number]:
                        self.close(layer['biases'], lesson.biases[number])

    def test_checks(self):
        for name in PATHS:
            self.good('check', name)


class Printed(Cli):
    def test_first_step(self):
        """A printed number is the exact one rounded; otherwise there is a reason, and the reason is why."""
        count = 0
        for name, path in PATHS.items():
            lesson = Lesson(path)
            exact, hand = lesson.symbols(), lesson.symbols(places_of(lesson))
            for entry in (entry for page in lesson.document['pages'] for entry in page.get('printed', [])):
                text, symbol = entry.get('printed'), entry['of']
                if text is None:
                    continue
                with self.subTest(lesson=name, symbol=symbol):
                    places = printed_places(text)
                    if rounded(exact[symbol], places) == Decimal(text):
                        self.assertNotIn('reason', entry)
                    else:
                        self.assertIn('reason', entry)
                        if (name, symbol) in PROOFS:
                            self.assertEqual(rounded(PROOFS[name, symbol](lesson), places), Decimal(text))
                        else:
                            self.assertIn(Decimal(text), (rounded(hand[symbol], places), rounded(-hand[symbol], places)))
                count += 1
        self.assertGreater(count, 150)

    def test_sources(self):
        for name, path in PATHS.items():
            with open(path, encoding='utf-8') as file:
                document = json.load(file)
            for key in ('title', 'description', 'source'):
                self.assertTrue(document.get(key), (name, key))


class Later(Cli):
    """What the texts say of steps after the first."""

    def says(self, name, *figures):
        with open(PATHS[name], encoding='utf-8') as file:
            text = json.load(file)['pages'][-1]['text'].replace('−', '-')
        for figure in figures:
            self.assertIn(figure, text)

    def test_mazur(self):
        once, slip = Lesson(PATHS['mazur']).train(1), train_with_slip(Lesson(PATHS['mazur']), 1)
        self.says('mazur', str(rounded(once.mean_loss(), 9)), str(rounded(slip.mean_loss(), 9)), '0.0000351085')
        result = self.json('train', 'mazur', '--steps', '10000')
        self.says('mazur', *[f'{output:.9f}' for output in result['outputs'][0]])
        slip = train_with_slip(slip, 9999)
        self.says('mazur', *[str(rounded(output, 9)) for output in slip.forward(0)[1][-1]], f'{slip.mean_loss():.10f}')

    def test_nielsen(self):
        result = self.json('train', 'nielsen', '--steps', '300')
        self.says('nielsen', f'{result["outputs"][0][0]:.2f}')
        with open(PATHS['nielsen'], encoding='utf-8') as file:
            document = json.load(file)
        document['network']['layers'][0].update(weights=[[2]], biases=[2])
        name = self.write('saturated.gradus', document)
        for steps in ('0', '300'):
            self.says('nielsen', f'{self.json("train", name, "--steps", steps)["outputs"][0][0]:.2f}')

    def test_trask(self):
        weights = self.json('train', 'trask', '--steps', '10000')['layers'][0]['weights'][0]
        self.says('trask', *[f'{weight:.8f}'.rstrip('0') for weight in weights])
        outputs = self.json('train', 'trask', '--steps', '9999')['outputs']
        self.says('trask', *[f'{output[0]:.8f}' for output in outputs])

    def test_nnfs(self):
        self.says('nnfs', f'{self.json("train", "nnfs", "--steps", "1")["outputs"][0][0]:.3f}')

    def test_softmax(self):
        lesson = Lesson(PATHS['softmax']).train(1)
        self.assertEqual(f'{lesson.forward(0)[1][-1][0]:.8e}', '3.09335001e-50')
        self.assertEqual(rounded(lesson.loss(0), 39), 0)
        self.assertEqual(f'{-3 * math.log(1 - 1e-15):.8e}', '2.99760217e-15')
        self.says('softmax', '3 · 10⁻⁵⁰', '2.99760217 · 10⁻¹⁵')

    def test_transposed(self):
        lesson = Lesson(PATHS['transposed'])
        wrong = Lesson(PATHS['transposed'])
        wrong.weights = [[[turned_over(lesson, to, n) for n in range(3)] for to in range(3)]]
        wrong.biases = lesson.train(1).biases
        self.says('transposed', f'{wrong.forward(0)[1][-1][1]:.8f}', f'{lesson.forward(0)[1][-1][1]:.3f}')


if __name__ == '__main__':
    main()
