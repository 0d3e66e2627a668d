#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""gradus-cli against PyTorch in double precision: test-torch.py PROGRAM

Every activation with every loss it goes with and every optimiser: the gradients of one sample, the loss, and the
weights after 20 steps. Skipped where python3-torch is missing; nothing installs it.

Its automatic derivatives and its optimisers are the reference. A sum over the outputs, the penalties and what they
leave out are written out here from the format's definition."""
import random
import sys

from cli_testing import Cli, WRAPPER, main

try:
    import torch
except ImportError:
    print('python3-torch is missing: skipped')
    sys.exit(77)

STEPS = 20
TOLERANCE = 1e-10
if WRAPPER:
    print('the numbers are the same under valgrind: skipped')
    sys.exit(77)

SEED = random.SystemRandom().randrange(1 << 32)

LEAK = 0.05
ACTIVATIONS = {
    'identity': lambda z: z,
    'sigmoid': torch.sigmoid,
    'tanh': torch.tanh,
    'relu': torch.relu,
    'leaky-relu': lambda z: torch.nn.functional.leaky_relu(z, LEAK),
    'softplus': lambda z: torch.nn.functional.softplus(z, threshold=700),
    'elu': torch.nn.functional.elu,
    'gelu': torch.nn.functional.gelu,
    'swish': torch.nn.functional.silu,
}

# Of a batch, a loss a sample; z and a are those of the outputs.
LOSSES = {
    'squared-error': lambda z, a, y: ((a - y) ** 2).sum(1),
    'half-squared-error': lambda z, a, y: ((a - y) ** 2).sum(1) / 2,
    'mean-squared-error': lambda z, a, y: ((a - y) ** 2).mean(1),
    'absolute-error': lambda z, a, y: torch.nn.functional.l1_loss(a, y, reduction='none').sum(1),
    'huber': lambda z, a, y: torch.nn.functional.huber_loss(a, y, reduction='none', delta=1.0).sum(1),
    'binary-cross-entropy': lambda z, a, y: torch.nn.functional.binary_cross_entropy_with_logits(z, y, reduction='none').sum(1),
    'cross-entropy': lambda z, a, y: torch.nn.functional.cross_entropy(z, y, reduction='none'),
}

OPTIMIZERS = {
    'sgd': lambda p, rate: torch.optim.SGD(p, lr=rate),
    'momentum': lambda p, rate: torch.optim.SGD(p, lr=rate, momentum=0.8),
    'nesterov': lambda p, rate: torch.optim.SGD(p, lr=rate, momentum=0.8, nesterov=True),
    'rmsprop': lambda p, rate: torch.optim.RMSprop(p, lr=rate, alpha=0.85, eps=1e-4),
    'adagrad': lambda p, rate: torch.optim.Adagrad(p, lr=rate, eps=1e-4),
    'adam': lambda p, rate: torch.optim.Adam(p, lr=rate, betas=(0.85, 0.99), eps=1e-4),
    # The format's decay is the weights' alone, PyTorch's every parameter's of its group.
    'adamw': lambda p, rate: torch.optim.AdamW([{'params': [w for w in p if w.dim() == 2], 'weight_decay': 0.05},
                                                {'params': [b for b in p if b.dim() == 1], 'weight_decay': 0}],
                                               lr=rate, betas=(0.85, 0.99), eps=1e-4),
}

SETTINGS = {
    'momentum': {'momentum': 0.8},
    'nesterov': {'momentum': 0.8},
    'rmsprop': {'rho': 0.85, 'epsilon': 1e-4},
    'adagrad': {'epsilon': 1e-4},
    'adam': {'beta1': 0.85, 'beta2': 0.99, 'epsilon': 1e-4},
    'adamw': {'beta1': 0.85, 'beta2': 0.99, 'epsilon': 1e-4, 'weight-decay': 0.05},
}


def output_activations(loss):
    """What the outputs may be; a softmax is inside the loss."""
    return {'binary-cross-entropy': ['sigmoid'], 'cross-entropy': ['softmax']}.get(loss, list(ACTIVATIONS))


class Network:
    """The document's network in PyTorch."""

    def __init__(self, document):
        self.layers = document['network']['layers']
        self.loss = LOSSES[document['loss']]
        self.weights = [torch.tensor(layer['weights'], dtype=torch.float64, requires_grad=True) for layer in self.layers]
        self.biases = [torch.tensor(layer['biases'], dtype=torch.float64, requires_grad=True) if layer['biases'] else None
                       for layer in self.layers]
        self.inputs = torch.tensor(document['data']['inputs'], dtype=torch.float64)
        self.targets = torch.tensor(document['data']['targets'], dtype=torch.float64)

    def parameters(self):
        return self.weights + [bias for bias in self.biases if bias is not None]

    def losses(self, rows):
        a = self.inputs[rows]
        for layer, weights, biases in zip(self.layers, self.weights, self.biases):
            z = torch.nn.functional.linear(a, weights, biases)
            a = z if layer['activation'] == 'softmax' else ACTIVATIONS[layer['activation']](z)
        return self.loss(z, a, self.targets[rows])

    def train(self, training):
        optimizer = OPTIMIZERS[training['optimizer']](self.parameters(), training['learning-rate'])
        n, size, position = len(self.inputs), training['batch-size'], 0
        for _ in range(STEPS):
            optimizer.zero_grad()
            losses = self.losses(slice(position, min(position + size, n)))
            objective = losses.mean() if training['reduction'] == 'mean' else losses.sum()
            for weights in self.weights:
                objective = objective + training['l1'] * weights.abs().sum() + training['l2'] / 2 * (weights ** 2).sum()
            objective.backward()
            optimizer.step()
            position = position + size if position + size < n else 0


class Torch(Cli):
    def draw(self, chance, hidden, output, loss, optimizer):
        """A document with all its numbers in it: 3-4-3-2, of which the second layer has no biases."""
        def row(n):
            return [chance.uniform(-1, 1) for _ in range(n)]

        sizes = [3, 4, 3, 2]
        layers = [{'neurons': there, 'activation': output if place == 2 else hidden[place],
                   'weights': [row(here) for _ in range(there)], 'biases': False if place == 1 else row(there)}
                  for place, (here, there) in enumerate(zip(sizes, sizes[1:]))]
        for layer in layers:
            if layer['activation'] == 'leaky-relu':
                layer['leak'] = LEAK
        targets = [[chance.uniform(0, 1) for _ in range(2)] for _ in range(7)]
        if loss == 'cross-entropy':
            targets = [[1 - row[0], row[0]] for row in targets]
        return {'gradus': 1, 'network': {'inputs': 3, 'layers': layers}, 'loss': loss,
                'data': {'inputs': [row(3) for _ in range(7)], 'targets': targets},
                'training': {'optimizer': optimizer, 'learning-rate': 0.01, 'batch-size': 3,
                             'reduction': chance.choice(['mean', 'sum']), 'l1': 0.002, 'l2': 0.003,
                             **SETTINGS.get(optimizer, {})}}

    def agree(self, value, expected, what):
        """Each number within the tolerance, relative to the largest of its tensor."""
        value = torch.tensor(value, dtype=torch.float64)
        expected = expected.detach()
        self.assertEqual(value.shape, expected.shape, what)
        worst = ((value - expected).abs().max() / expected.abs().max().clamp(min=1e-3)).item()
        self.assertLessEqual(worst, TOLERANCE, what)

    def compare_gradients(self, name, document, what):
        network = Network(document)
        loss = network.losses(slice(0, 1)).sum()
        loss.backward()
        trace = self.json('trace', name)
        self.agree(trace['loss'], loss, what)
        for layer, weights, biases in zip(trace['layers'], network.weights, network.biases):
            self.agree(layer['dL_dW'], weights.grad, what)
            if biases is not None:
                self.agree(layer['dL_db'], biases.grad, what)

    def compare_training(self, name, document, what):
        network = Network(document)
        result = self.json('train', name, '--steps', str(STEPS))
        self.agree(result['loss_before'], network.losses(slice(None)).mean(), what)
        network.train(document['training'])
        self.agree(result['loss'], network.losses(slice(None)).mean(), what)
        for layer, weights, biases in zip(result['layers'], network.weights, network.biases):
            self.agree(layer['weights'], weights, what)
            if biases is not None:
                self.agree(layer['biases'], biases, what)

    def compare(self, hidden, output, loss, optimizer):
        what = f'{" ".join(hidden)} {output}, {loss}, {optimizer}; seed {SEED}'
        document = self.draw(random.Random(what), hidden, output, loss, optimizer)
        name = self.write('network.gradus', document)
        self.compare_training(name, document, what)
        if optimizer == 'sgd':
            self.compare_gradients(name, document, what)

    def compare_all(self, optimizer):
        """Two activations a network, in its hidden layers; those of the outputs go round with them and the optimisers."""
        hidden, start = list(ACTIVATIONS), list(OPTIMIZERS).index(optimizer)
        for loss in LOSSES:
            outputs = output_activations(loss)
            for place in range(0, len(hidden), 2):
                pair = hidden[place], hidden[(place + 1) % len(hidden)]
                self.compare(pair, outputs[(start + place) % len(outputs)], loss, optimizer)


for each in OPTIMIZERS:
    setattr(Torch, f'test_{each}', lambda self, optimizer=each: self.compare_all(optimizer))

if __name__ == '__main__':
    print(f'seed {SEED}')
    torch.set_num_threads(1)
    main()
