# SPDX-License-Identifier: GPL-3.0-or-later
"""Samples drawn, moved and erased in the picture of the data, by mouse and keyboard; their table; their export."""
import json
import os
import re
import tempfile

from gradus_window import GradusTest, main, wait_for

TABS = {'page tab', 'radio button', 'toggle button'}

CLASSES = {
    'gradus': 1,
    'title': 'Points',
    'network': {
        'inputs': 2,
        'layers': [{'neurons': 3, 'activation': 'tanh'}, {'neurons': 1, 'activation': 'sigmoid'}],
    },
    'loss': 'binary-cross-entropy',
    'data': {'inputs': [[-4, -4], [-4, 4], [4, -4], [4, 4]], 'targets': [[0], [1], [1], [0]]},
    'training': {'optimizer': 'adam', 'learning-rate': 0.05, 'batch-size': 2},
}

NUMBERS = dict(
    CLASSES,
    title='Numbers',
    network={'inputs': 1, 'layers': [{'neurons': 2, 'activation': 'tanh'}, {'neurons': 1, 'activation': 'identity'}]},
    loss='squared-error',
    data={'inputs': [[-2], [0], [2]], 'targets': [[-0.5], [0.25], [0.5]]},
)


class Drawing(GradusTest):
    document = CLASSES

    def setUp(self):
        file = tempfile.NamedTemporaryFile('w', suffix='.gradus', delete=False, encoding='utf-8')
        with file:
            json.dump(self.document, file)
        self.addCleanup(os.unlink, file.name)
        self.arguments = (file.name,)
        super().setUp()
        w = self.window
        w.click(*w.place(w.search('Data', TABS)[-1]))  # the first is the page beside
        self.image = w.find('Data', {'image'})
        self.expect(' over ')

    def description(self):
        self.image.clear_cache()
        return self.image.description or ''

    def expect(self, text):
        wait_for(lambda: text in self.description(), lambda: f'{text!r} in {self.description()!r}')

    def count(self):
        return int(re.search(r'(\d+) samples?', self.description()).group(1))

    def expect_count(self, n):
        wait_for(lambda: self.count() == n, lambda: f'{n} samples, not {self.description()!r}')

    def here(self, x, y):
        """A point of the map; the axes take its lower left."""
        return self.window.place(self.image, x, y)

    def tool(self, name):
        self.window.press(name)
        self.expect({'Select': 'A click traces', 'Erase': 'Erasing'}.get(name, 'Drawing'))
        wait_for(lambda: self.window.has_state(self.window.button(name), 'PRESSED') or
                 self.window.has_state(self.window.button(name), 'CHECKED'), f'{name!r} to be in use')


class Classes(Drawing):
    def test_drawing(self):
        w = self.window
        self.expect_count(4)
        self.tool('Draw y = 1')
        w.click(*self.here(0.3, 0.3))
        self.expect_count(5)
        self.tool('Draw y = 0')
        w.click(*self.here(0.2, 0.5))
        self.expect_count(6)
        w.expect('Undo Change of the Samples')

        # A stroke is one entry, however many samples it leaves.
        w.drag(self.here(0.15, 0.3), self.here(0.4, 0.3))
        wait_for(lambda: self.count() > 8, 'a stroke of samples')
        w.key('ctrl+z')
        self.expect_count(6)
        w.key('ctrl+z')
        w.key('ctrl+z')
        self.expect_count(4)
        w.key('ctrl+shift+z')
        self.expect_count(5)

    def test_drawing_while_it_trains(self):
        w = self.window
        self.tool('Draw y = 1')
        w.press('Play')
        wait_for(lambda: w.steps() > 0, 'the first steps')
        w.click(*self.here(0.3, 0.3))
        self.expect_count(5)
        steps = w.steps()
        wait_for(lambda: w.steps() > steps, 'training to go on')
        w.press('Pause')

    def test_a_new_drawing(self):
        w = self.window
        w.press('Clear Samples')
        self.expect_count(0)
        self.tool('Draw y = 1')
        w.click(*self.here(0.3, 0.3))
        self.expect_count(1)
        self.assertEqual(w.value('Target y'), 1)
        self.tool('Draw y = 0')
        w.click(*self.here(0.2, 0.5))
        self.expect_count(2)
        self.expect('Accuracy')
        for n in (1, 0, 4):
            w.key('ctrl+z')
            self.expect_count(n)

    def test_the_keyboard(self):
        w = self.window
        self.tool('Draw y = 1')
        w.click(*self.here(0.99, 0.99))  # beside the axes: only the focus goes there
        wait_for(lambda: w.has_state(self.image, 'FOCUSED'), 'the focus in the map')
        self.expect_count(4)
        w.key('Right')
        w.key('shift+Right')
        w.key('Up')
        w.key('Return')
        self.expect_count(5)
        w.key('Escape')
        self.expect('A click traces a sample')
        w.key('End')
        w.expect('Sample 5: x₁ = ')
        w.key('Return')
        wait_for(lambda: w.value('Input x₁') > 0 and w.value('Input x₂') > 0, 'the new sample to be traced')
        w.key('Delete')
        self.expect_count(4)
        for n in (3, 2, 1):
            w.key('Delete')
            self.expect_count(n)
        w.key('Delete')
        w.expect('A network needs at least one sample to train on, so the last one stays.')

    def places_of_third_sample(self):
        """(4, -4) on a map from -5 to 5."""
        return self.window.places_on_map(self.image, 0.9, 0.1)

    def test_moving(self):
        w = self.window
        self.expect_count(4)
        for place in self.places_of_third_sample():
            w.click(*place)
            try:
                wait_for(lambda: w.value('Input x₁') == 4 and w.value('Input x₂') == -4, 'the sample to be traced', 2)
                break
            except AssertionError:
                continue  # beside it
        # The panel beside it may have become wider or narrower with another sample.
        for place in self.places_of_third_sample():
            w.drag(place, (place[0] - 40, place[1] - 40))
            try:
                wait_for(lambda: w.value('Input x₁') < 3.9 and w.value('Input x₂') > -3.9, 'it to follow the pointer', 2)
                break
            except AssertionError:
                continue
        w.key('ctrl+z')
        wait_for(lambda: w.value('Input x₁') == 4 and w.value('Input x₂') == -4, 'the sample to be back in one go')
        self.expect_count(4)

    def test_erasing(self):
        w = self.window
        self.tool('Draw y = 1')
        w.click(*self.here(0.3, 0.3))
        w.click(*self.here(0.2, 0.5))
        self.expect_count(6)
        self.tool('Erase')
        w.click(*self.here(0.3, 0.3))
        self.expect_count(5)
        self.tool('Select')
        w.move(*self.here(0.2, 0.5))
        w.xdotool('click', 3)
        self.expect_count(4)


class Table(Drawing):
    def open_table(self):
        self.window.activate('win.data-table')
        table = self.window.dialog('Data Table')
        self.window.find('x₁ of row 1', root=table)
        return table

    def read_cell(self, table, name):
        cell = self.window.find(name, root=table)
        return next(n.name for n in self.window.nodes(cell) if n.getRoleName() == 'label')

    def test_the_table(self):
        w = self.window
        table = self.open_table()
        self.assertEqual(self.read_cell(table, 'x₂ of row 2'), '4.0000')
        w.expect('4 rows for training, 0 for testing')
        w.press('Add Row')
        w.expect('5 rows for training, 0 for testing')
        w.find('x₁ of row 5', root=table)
        self.expect_count(5)
        w.press('Delete Rows')  # the new row is the selected one
        w.expect('4 rows for training, 0 for testing')
        self.expect_count(4)
        w.activate('win.undo')
        w.expect('5 rows for training, 0 for testing')

    def test_the_answers_follow_the_training(self):
        w = self.window
        table = self.open_table()
        before = [n.name for n in w.nodes(table) if n.getRoleName() == 'label']
        w.activate('win.step')
        wait_for(lambda: [n.name for n in w.nodes(table) if n.getRoleName() == 'label'] != before, 'other answers')

    def test_export(self):
        w = self.window
        path = os.path.join(w.folder, 'points.csv')
        w.activate('win.export-data')
        w.choose_file(path, 'Save')
        wait_for(lambda: os.path.exists(path), 'the file')
        with open(path, encoding='utf-8', newline='') as file:
            lines = file.read().split('\r\n')
        self.assertEqual(lines[0], 'x₁,x₂,y,set')
        self.assertEqual(lines[1], '-4,-4,0,train')
        self.assertEqual(len(lines), 6)


class Numbers(Drawing):
    document = NUMBERS

    def test_the_height_is_the_target(self):
        w = self.window
        self.tool('Draw')
        w.click(*self.here(0.3, 0.2))
        self.expect_count(4)
        w.click(*self.here(0.3, 0.6))
        self.expect_count(5)
        w.key('Escape')
        self.expect('A click traces')
        targets = []
        for sample in (5, 4):  # the lower one first
            w.key('End' if sample == 5 else 'Left')
            w.expect(f'Sample {sample}: x₁ = ')
            w.key('Return')
            wait_for(lambda: w.value("Target y") not in (-0.5, *targets), "the sample to be traced")
            targets.append(w.value('Target y'))
        self.assertLess(targets[0], targets[1])


if __name__ == '__main__':
    main()
