# SPDX-License-Identifier: GPL-3.0-or-later
"""The network and its training designed in the window: layers, neurons, activation, starts, settings."""
import json
import os

from gradus_window import GradusTest, Window, main, wait_for


class Design(GradusTest):
    def show(self, page):
        w = self.window
        tab = w.find(page, {'page tab', 'toggle button', 'radio button'})
        w.click(*w.place(tab))

    def spin(self, name):
        return self.window.find(name, {'spin button'})

    def choose(self, name, index):
        """Chooses the entry of that index in a drop-down, with the keyboard."""
        w = self.window
        before = len(w.window_names())
        w.click(*w.place(w.find(name, {'combo box'})))
        wait_for(lambda: len(w.window_names()) > before, 'the list')
        wait_for(lambda: w.focused() and w.focused().getRoleName() == 'list item', lambda: f'the focus in the list, not in {w.focused()}')
        w.key('Home')
        for _ in range(index):
            w.key('Down')
        w.key('Return')
        wait_for(lambda: len(w.window_names()) == before, 'the list to close')

    def hidden_neurons(self):
        return len([n for n in self.window.nodes(self.window.find('Network')) if (n.name or '').startswith('Hidden neuron')])

    def expect_hidden_neurons(self, number):
        wait_for(lambda: self.hidden_neurons() == number, lambda: f'{number} hidden neurons, not {self.hidden_neurons()}')

    def test_layers_come_and_go(self):
        w = self.window
        self.show('Layers')
        w.press('Add a layer after Hidden Layer 1')
        self.expect_hidden_neurons(5)
        self.spin('Neurons of Hidden Layer 2').queryValue().currentValue = 2
        self.expect_hidden_neurons(3)
        w.press('Step')
        w.expect_status(1)
        w.press('Remove Hidden Layer 1')
        self.expect_hidden_neurons(2)
        w.expect_status(0)
        for number, steps in ((3, 1), (3, 0), (5, 0)):
            w.key('ctrl+z')
            self.expect_hidden_neurons(number)
            w.expect_status(steps)
        w.key('ctrl+z')
        self.expect_hidden_neurons(1)
        w.expect_status(0, 0.1255)
        wait_for(lambda: not w.has_state(w.button('Undo'), 'SENSITIVE'), 'nothing to be left to undo')
        w.key('ctrl+shift+z')
        self.expect_hidden_neurons(5)

    def test_the_network_that_was_designed_is_saved_and_opened(self):
        w = self.window
        self.show('Layers')
        self.spin('Neurons of Hidden Layer 1').queryValue().currentValue = 4
        self.expect_hidden_neurons(4)
        self.choose('Activation of Hidden Layer 1', 2)
        w.press('New Start')
        wait_for(lambda: w.entry_text('Seed') == '2', 'the next seed')
        self.show('Training')
        self.choose('Optimizer', 5)
        w.entry('Decay β₁')  # what Adam uses
        w.press('Train 1000')
        w.expect_status(1000)
        loss = w.loss()
        path = os.path.join(w.folder, 'mine.gradus')
        w.key('ctrl+s')
        w.choose_file(path, 'Save')
        wait_for(lambda: os.path.exists(path) and os.path.getsize(path), 'the document')
        with open(path, encoding='utf-8') as file:
            document = json.load(file)
        hidden = document['network']['layers'][0]
        self.assertEqual(hidden['neurons'], ['h₁', 'h₂', 'h₃', 'h₄'])
        self.assertEqual(hidden['activation'], 'tanh')
        self.assertEqual(document['network']['initialization']['seed'], 2)
        self.assertEqual(document['training']['optimizer'], 'adam')
        self.assertEqual(len(document['state']['moments']), 2)
        self.assertEqual(w.quit(), 0)
        second = Window(path)
        self.addCleanup(second.remove)
        second.expect_status(1000, loss)
        self.assertEqual(second.quit(), 0)

    def test_what_does_not_go_is_refused_in_place(self):
        w = self.window
        self.show('Training')
        self.choose('Loss function', 4)  # cross-entropy, which wants two outputs
        w.expect('Cross-entropy needs an output for each class')
        w.type('Batch size', '1.5')
        w.expect('This is a whole number')
        w.key('Escape')
        wait_for(lambda: w.entry_text('Batch size') == '1', 'the old size')
        w.expect_status(0, 0.1255)
        self.assertFalse(w.has_state(w.button('Undo'), 'SENSITIVE'))

    def test_a_layer_has_its_own_start(self):
        w = self.window
        self.show('Layers')
        w.press('Training and start of Hidden Layer 1')
        self.choose('Initial weights of Hidden Layer 1', 8)  # a constant
        w.type('Range', '0.25')
        w.press('Same Start')
        wait_for(lambda: w.says('from x₁ to h, 0.25'), 'the constant in the network')
        w.press('Draw the weights of Hidden Layer 1 anew')
        wait_for(lambda: w.entry_text('Seed') == '2', 'a seed of its own')
        path = os.path.join(w.folder, 'start.gradus')
        w.key('ctrl+s')
        w.choose_file(path, 'Save')
        wait_for(lambda: os.path.exists(path) and os.path.getsize(path), 'the document')
        with open(path, encoding='utf-8') as file:
            layers = json.load(file)['network']['layers']
        self.assertEqual(layers[0]['initialization'], {'scheme': 'constant', 'range': 0.25, 'seed': 2})
        self.assertNotIn('initialization', layers[1])

    def test_a_neuron_is_renamed_in_place(self):
        w = self.window
        self.show('Layers')
        w.press('Names in Hidden Layer 1')
        w.entry('Name of Neuron 1, Hidden Layer 1')
        w.type('Name of Neuron 1, Hidden Layer 1', 'edge')
        wait_for(lambda: w.find_all('Hidden neuron edge') or w.says('neuron edge'), 'the new name in the network')
        w.key('ctrl+z')
        wait_for(lambda: not w.says('neuron edge'), 'the old name')


if __name__ == '__main__':
    main()
