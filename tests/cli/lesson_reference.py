# SPDX-License-Identifier: GPL-3.0-or-later
"""Training as the formulas have it, in decimal arithmetic of 40 digits: what the lessons' numbers are held against.

It reads a lesson's document by itself and shares nothing with the program. Only what the lessons use is here:
fully connected layers, plain gradient descent over batches in the order of the data.
"""
import decimal
import json
from decimal import ROUND_HALF_UP, Decimal

decimal.getcontext().prec = 40
ONE = Decimal(1)


def sigmoid(z):
    return ONE / (ONE + (-z).exp())


def tanh(z):
    return 2 * sigmoid(2 * z) - 1


ACTIVATIONS = {  # value from z, slope from z and the value
    'identity': (lambda z: z, lambda z, a: ONE),
    'sigmoid': (sigmoid, lambda z, a: a * (1 - a)),
    'tanh': (tanh, lambda z, a: 1 - a * a),
    'relu': (lambda z: max(z, Decimal(0)), lambda z, a: ONE if z > 0 else Decimal(0)),
}


def sign(number):
    return Decimal((number > 0) - (number < 0))


LOSSES = {  # of one output, and its slope
    'squared-error': (lambda y, a: (y - a) ** 2, lambda y, a: -2 * (y - a)),
    'half-squared-error': (lambda y, a: (y - a) ** 2 / 2, lambda y, a: a - y),
    'absolute-error': (lambda y, a: abs(y - a), lambda y, a: sign(a - y)),
    'cross-entropy': (lambda y, a: -y * a.ln() if y else Decimal(0), lambda y, a: -y / a),
}


def subscript(number):
    return ''.join(chr(0x2080 + int(digit)) for digit in str(number))


def rounded(value, places, rounding=ROUND_HALF_UP):
    return value if places is None else value.quantize(ONE.scaleb(-places), rounding)


def exact(value):
    """The double that the program reads, digit by digit."""
    return [exact(item) for item in value] if isinstance(value, list) else Decimal(value)


class Lesson:
    def __init__(self, path):
        with open(path, encoding='utf-8') as file:
            self.document = json.load(file)
        layers = self.document['network']['layers']
        self.activations = [layer['activation'] for layer in layers]
        self.weights = [exact(layer['weights']) for layer in layers]
        self.has_biases = [bool(layer.get('biases')) for layer in layers]
        self.biases = [exact(layer.get('biases') or [0] * len(layer['weights'])) for layer in layers]
        self.trains_biases = [has and layer.get('train-biases', True) for has, layer in zip(self.has_biases, layers)]
        self.inputs = exact(self.document['data']['inputs'])
        self.targets = exact(self.document['data']['targets'])
        training = self.document['training']
        self.rate = Decimal(training['learning-rate'])
        size = training.get('batch-size', 1)
        self.batch = len(self.inputs) if size == 'all' else size
        self.mean = training.get('reduction', 'mean') == 'mean'
        self.position = 0
        assert training.get('optimizer', 'sgd') == 'sgd' and not training.get('shuffle')

    def forward(self, sample):
        """z and a of every layer."""
        z, a = [], []
        before = self.inputs[sample]
        for weights, biases, activation in zip(self.weights, self.biases, self.activations):
            sums = [sum(w * x for w, x in zip(row, before)) + bias for row, bias in zip(weights, biases)]
            if activation == 'softmax':
                powers = [number.exp() for number in sums]
                values = [power / sum(powers) for power in powers]
            else:
                values = [ACTIVATIONS[activation][0](number) for number in sums]
            z.append(sums)
            a.append(values)
            before = values
        return z, a

    def loss(self, sample):
        value = LOSSES[self.document['loss']][0]
        return sum(value(y, a) for y, a in zip(self.targets[sample], self.forward(sample)[1][-1]))

    def mean_loss(self):
        return sum(self.loss(sample) for sample in range(len(self.inputs))) / len(self.inputs)

    def backward(self, sample, weights=None):
        """dL/da and dL/dz of every layer; `weights`, where given, are those that carry the errors back."""
        z, a = self.forward(sample)
        weights = weights or self.weights
        slope = LOSSES[self.document['loss']][1]
        da = [None] * len(z)
        dz = [None] * len(z)
        da[-1] = [slope(y, value) for y, value in zip(self.targets[sample], a[-1])]
        for layer in reversed(range(len(z))):
            if layer + 1 < len(z):
                da[layer] = [sum(weights[layer + 1][to][n] * delta for to, delta in enumerate(dz[layer + 1]))
                             for n in range(len(a[layer]))]
            if self.activations[layer] == 'softmax':  # the whole Jacobian: da_j/dz_n = a_j ((j = n) - a_n)
                dz[layer] = [sum(da[layer][j] * a[layer][j] * ((j == n) - a[layer][n]) for j in range(len(a[layer])))
                             for n in range(len(a[layer]))]
            else:
                dz[layer] = [d * ACTIVATIONS[self.activations[layer]][1](number, value)
                             for d, number, value in zip(da[layer], z[layer], a[layer])]
        return da, dz

    def gradients(self, sample):
        """dL/dW and dL/db of every layer."""
        before = [self.inputs[sample]] + self.forward(sample)[1]
        deltas = self.backward(sample)[1]
        return [[[delta * x for x in before[layer]] for delta in deltas[layer]] for layer in range(len(deltas))], deltas

    def step(self):
        samples = range(self.position, min(self.position + self.batch, len(self.inputs)))
        found = [self.gradients(sample) for sample in samples]
        scale = self.rate / (len(found) if self.mean else 1)
        for layer, rows in enumerate(self.weights):
            for to, row in enumerate(rows):
                for n in range(len(row)):
                    row[n] -= scale * sum(weights[layer][to][n] for weights, _ in found)
                if self.trains_biases[layer]:
                    self.biases[layer][to] -= scale * sum(deltas[layer][to] for _, deltas in found)
        self.position = samples.stop % len(self.inputs)

    def train(self, steps):
        for _ in range(steps):
            self.step()
        return self

    def symbols(self, places=None, slip=False):
        """Each quantity of the first sample's step by the symbol that documents give it. `places` rounds those that it
        names, and what follows goes on from there; `slip` sends the errors back through the new weights."""
        places = places or {}
        found = {}

        def keep(symbol, value):
            found[symbol] = rounded(value, places.get(symbol))
            return found[symbol]

        names, sums = [], []
        for layer, rows in enumerate(self.weights):
            letter = 'ŷ' if layer + 1 == len(self.weights) else 'h'
            names.append([letter] if len(rows) == 1 else [letter + subscript(n + 1) for n in range(len(rows))])
            sums.append(['z_' + ('out' if name == 'ŷ' else name) for name in names[-1]])

        before, values, slopes = self.inputs[0], [], []
        for layer, activation in enumerate(self.activations):
            z = [keep(sums[layer][to], sum(w * x for w, x in zip(row, before)) + self.biases[layer][to])
                 for to, row in enumerate(self.weights[layer])]
            if activation == 'softmax':
                powers = [number.exp() for number in z]
                before = [keep(name, power / sum(powers)) for name, power in zip(names[layer], powers)]
                slopes.append([a * (1 - a) for a in before])
            else:
                value, slope = ACTIVATIONS[activation]
                before = [keep(name, value(number)) for name, number in zip(names[layer], z)]
                slopes.append([slope(number, a) for number, a in zip(z, before)])
            values.append(before)
        value, slope = LOSSES[self.document['loss']]
        keep('L', sum(value(y, a) for y, a in zip(self.targets[0], before)))

        numbers, weight, bias = [], 0, 0
        for layer, rows in enumerate(self.weights):
            numbers.append([])
            for to, row in enumerate(rows):
                entries = [(f'w{subscript(weight + n + 1)}', w, n) for n, w in enumerate(row)]
                weight += len(row)
                if self.has_biases[layer]:
                    bias += 1
                    entries.append((f'b{subscript(bias)}', self.biases[layer][to], None))
                numbers[-1].append(entries)

        deltas, back = [], None
        for layer in reversed(range(len(values))):
            if back is None:
                errors = [slope(y, a) for y, a in zip(self.targets[0], values[layer])]
            else:
                errors = [sum(row[n] * delta for row, delta in zip(back, deltas)) for n in range(len(values[layer]))]
            errors = [keep('∂L/∂' + name, error) for name, error in zip(names[layer], errors)]
            slopes[layer] = [keep(f'∂{name}/∂{z}', number)
                             for name, z, number in zip(names[layer], sums[layer], slopes[layer])]
            if self.activations[layer] == 'softmax':
                deltas = [a - y for a, y in zip(values[layer], self.targets[0])]
            else:
                deltas = [error * number for error, number in zip(errors, slopes[layer])]
            deltas = [keep('∂L/∂' + z, delta) for z, delta in zip(sums[layer], deltas)]
            flows = values[layer - 1] if layer else self.inputs[0]
            for entries, delta in zip(numbers[layer], deltas):
                for symbol, old, n in entries:
                    gradient = keep('∂L/∂' + symbol, delta * (ONE if n is None else flows[n]))
                    trains = n is not None or self.trains_biases[layer]
                    keep(symbol, old - self.rate * gradient if trains else old)
            back = [[found[symbol] if slip else old for symbol, old, n in entries if n is not None]
                    for entries in numbers[layer]]
        return found
