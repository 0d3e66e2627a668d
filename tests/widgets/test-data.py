# SPDX-License-Identifier: GPL-3.0-or-later
"""The map of the data: its tab, what it says, and samples picked by mouse and keyboard."""
import json
import os
import re
import tempfile
import unittest

from gradus_window import GradusTest, Window, main, pyatspi, wait_for

TABS = {'page tab', 'radio button', 'toggle button'}

XOR = {
    'gradus': 1,
    'title': 'Exclusive or',
    'network': {
        'inputs': 2,
        'layers': [
            {'neurons': 4, 'activation': 'tanh', 'biases': [0.1, -0.2, 0.3, -0.1],
             'weights': [[1.2, -0.7], [-0.9, 1.1], [0.8, 0.6], [-0.4, -1.3]]},
            {'neurons': 1, 'activation': 'sigmoid', 'biases': [0], 'weights': [[0.9, 1.1, -0.6, 0.5]]},
        ],
    },
    'loss': 'binary-cross-entropy',
    'data': {'inputs': [[0, 0], [0, 1], [1, 0], [1, 1]], 'targets': [[0], [1], [1], [0]]},
    'training': {'optimizer': 'adam', 'learning-rate': 0.05, 'batch-size': 1},
}

# Two inputs of three are on show.
THREE = dict(
    XOR,
    title='Three inputs',
    network={'inputs': 3, 'layers': [{'neurons': 1, 'activation': 'sigmoid', 'weights': [[0.5, -0.5, 0.25]]}]},
    data={'inputs': [[0, 0, 1], [1, 1, 0]], 'targets': [[0], [1]]},
)


def keep(document):
    file = tempfile.NamedTemporaryFile('w', suffix='.gradus', delete=False, encoding='utf-8')
    with file:
        json.dump(document, file)
    return file.name


def read_description(node):
    node.clear_cache()
    return node.description or ''


class TestRows(GradusTest):
    """The plot, its words and the status tell the loss of the test rows beside that of the training."""

    def setUp(self):
        path = keep(dict(XOR, data={'set': 'circle', 'samples': 40, 'noise': 0.1, 'seed': 1, 'test-fraction': 0.5}))
        self.addCleanup(os.unlink, path)
        self.arguments = (path,)
        super().setUp()

    def test_two_losses(self):
        w = self.window
        plot = w.find('Loss plot', {'image'})
        self.assertIn('On the test rows it is ', read_description(plot))
        self.assertRegex(w.status(), r'^Step 0, loss 0\.\d+, test 0\.\d+$')
        w.press('Train 1000')
        w.expect_status(1000)
        wait_for(lambda: 'On the test rows it went from ' in read_description(plot), lambda: read_description(plot))
        self.assertRegex(w.status(), r'^Step 1000, loss \S+, test \S+$')
        w.expect(w.status().replace('Step', 'step').replace(', loss', ':'))

    def test_small_screen(self):
        """With classes and test rows the bars are at their widest."""
        self.assert_small_enough()

    def assert_small_enough(self):
        w = self.window
        wait_for(w.geometry, 'the place of the window')
        width, height = w.least_size()
        self.assertLessEqual(width, 1024)
        self.assertLessEqual(height, 600)


class GermanRows(TestRows):
    language = 'de'

    def test_two_losses(self):
        self.skipTest('told in English')


class Data(GradusTest):
    document = XOR

    def setUp(self):
        path = keep(self.document)
        self.addCleanup(os.unlink, path)
        self.arguments = (path,)
        super().setUp()
        self.show_data()

    def show_data(self):
        w = self.window
        w.click(*w.place(w.search('Data', TABS)[-1]))
        self.image = w.find('Data', {'image'})
        self.expect_description(' over ')  # nothing is computed that nobody sees

    def description(self):
        return read_description(self.image)

    def expect_description(self, text):
        wait_for(lambda: text in self.description(), lambda: f'{text!r} in {self.description()!r}')

    def test_map(self):
        w = self.window
        self.expect_description('ŷ over x₁ and x₂, with 4 samples. Accuracy')
        w.press('Train 1000')
        w.expect_status(1000)
        self.expect_description('Accuracy 1.000')
        w.expect('Accuracy 1.000')

    def test_a_sample_is_picked_with_the_keyboard(self):
        w = self.window
        self.expect_description('4 samples')
        w.click(*w.place(self.image, 0.99, 0.99))
        wait_for(lambda: w.has_state(self.image, 'FOCUSED'), 'the focus in the map')
        w.key('End')
        w.expect('Sample 4: x₁ = 1.0000, x₂ = 1.0000; y = 0.0000')
        self.assertEqual(w.value('Input x₁'), 0)
        w.key('Return')
        wait_for(lambda: w.value('Input x₁') == 1 and w.value('Input x₂') == 1, 'the fourth sample to be traced')
        w.button('Follow Training')
        w.press('Step')
        w.expect_status(1)
        self.assertEqual(w.value('Input x₂'), 1)
        # A step after the first sample training comes to the second.
        w.press('Follow Training')
        wait_for(lambda: w.value('Input x₁') == 0 and w.value('Input x₂') == 1, 'the second sample to be traced')
        self.assertFalse(any(w.has_state(n, 'VISIBLE') for n in w.find_all('Follow Training')))

    def places_of_third_sample(self):
        """(1, 0) on a map from -0.2 to 1.2."""
        return self.window.places_on_map(self.image, 1.2 / 1.4, 0.2 / 1.4)

    def test_a_sample_is_picked_with_the_mouse(self):
        w = self.window
        self.expect_description('4 samples')
        for place in self.places_of_third_sample():
            w.click(*place)
            try:
                wait_for(lambda: w.value('Input x₁') == 1, 'a sample to be traced', 2)
                break
            except AssertionError:
                continue  # beside it
        self.assertEqual((w.value('Input x₁'), w.value('Input x₂'), w.value('Target y')), (1, 0, 1))
        w.expect('Sample 3: x₁ = 1.0000, x₂ = 0.0000; y = 1.0000')

    def test_a_hidden_neuron_shows_its_own_map(self):
        w = self.window
        self.expect_description('ŷ over')
        w.click(*w.place(w.find(re.compile('^Hidden neuron h₂'))))
        self.expect_description('h₂ over x₁ and x₂')


class Confusion(GradusTest):
    """The confusion matrix: what it says, and that the samples behind a number are traced one after the other."""

    def setUp(self):
        path = keep(XOR)
        self.addCleanup(os.unlink, path)
        self.arguments = (path,)
        super().setUp()

    def test_matrix(self):
        w = self.window
        w.key('alt+2')
        image = w.find('Confusion matrix', {'image'})
        wait_for(lambda: 'Most often ' in read_description(image), lambda: read_description(image))
        w.press('Train 1000')
        w.expect_status(1000)
        wait_for(lambda: read_description(image) == 'Accuracy 1.000. Every sample is recognised.', lambda: read_description(image))
        w.expect('Accuracy 1.000')
        w.click(*w.place(image, 0.02, 0.5))
        wait_for(lambda: w.has_state(image, 'FOCUSED'), 'the focus in the matrix')
        w.key('Right')
        w.expect('0 recognised: 2 samples')
        w.key('Right')
        w.expect('0 taken for 1: 0 samples')
        w.key('Down')
        w.expect('1 recognised: 2 samples')
        w.key('Return')
        wait_for(lambda: w.value('Target y') == 1, 'a sample of class 1 to be traced')
        first = w.value('Input x₁')
        w.key('Return')
        wait_for(lambda: w.value('Input x₁') == 1 - first and w.value('Target y') == 1, 'the next of them to be traced')
        w.key('alt+1')
        wait_for(lambda: ' over ' in read_description(w.find('Data', {'image'})), 'the map')


class Pictures(GradusTest):
    """Digits as pictures: how many are wrong, only those on show, and one traced by mouse and keyboard."""

    def setUp(self):
        path = keep({
            'gradus': 1,
            'network': {'inputs': 64, 'layers': [{'neurons': 10, 'activation': 'softmax', 'biases': True}]},
            'loss': 'cross-entropy',
            'data': {'set': 'digits'},
            'training': {'optimizer': 'adam', 'learning-rate': 0.01, 'batch-size': 64},
        })
        self.addCleanup(os.unlink, path)
        self.arguments = (path,)
        super().setUp()

    def count_wrong(self, image):
        return int(re.fullmatch(r'1797 samples, (\d+) wrong', read_description(image)).group(1))

    def test_pictures(self):
        w = self.window
        w.key('alt+3')
        image = w.find('Samples', {'image'})
        wait_for(lambda: self.count_wrong(image) > 900, lambda: read_description(image))
        w.press('Train 1000')
        w.expect_status(1000)
        wait_for(lambda: self.count_wrong(image) < 100, lambda: read_description(image))
        traced = w.find('The traced sample', {'image'})
        # The first picture stands in the corner, about as large as a line of text is high three times.
        extents = image.queryComponent().getExtents(pyatspi.WINDOW_COORDS)
        w.click(*w.place(image, 34 / extents.width, 28 / extents.height))
        wait_for(lambda: w.has_state(image, 'FOCUSED'), 'the focus in the pictures')
        wait_for(lambda: read_description(traced).startswith('Sample 1: '), lambda: read_description(traced))
        w.key('Right')
        w.key('Return')
        wait_for(lambda: read_description(traced).startswith('Sample 2: '), lambda: read_description(traced))
        wrong = w.button('Wrong Only')
        w.press('Wrong Only')
        wait_for(lambda: w.has_state(wrong, 'PRESSED'), 'only wrong ones to be shown')
        w.click(*w.place(image, 34 / extents.width, 28 / extents.height))
        wait_for(lambda: 'taken for' in read_description(traced), lambda: read_description(traced))


class NoPictures(GradusTest):
    def test_it_is_said(self):
        self.window.key('alt+3')
        self.window.expect('Samples are shown here where their inputs are the pixels of a picture, like the digits.')


class Memory(unittest.TestCase):
    def test_the_tab_is_remembered(self):
        stored = {'GSETTINGS_BACKEND': 'keyfile'}
        first = Window(environment=stored)
        self.addCleanup(first.remove)
        first.click(*first.place(first.search('Data', TABS)[-1]))
        image = first.find('Data', {'image'})
        wait_for(lambda: ' over ' in read_description(image), 'the map to be shown')
        self.assertEqual(first.quit(), 0)

        second = Window(keep=first.folder, environment=stored)
        self.addCleanup(second.kill)
        image = second.find('Data', {'image'})
        wait_for(lambda: ' over ' in read_description(image), 'the map to be shown again')
        self.assertEqual(second.quit(), 0)


class Exported(GradusTest):
    """The map and the confusion matrix as files, by button and key."""

    def setUp(self):
        path = keep(XOR)
        self.addCleanup(os.unlink, path)
        self.arguments = (path,)
        super().setUp()

    def expect_file(self, name, magic):
        path = os.path.join(self.window.folder, name)
        self.window.press('Choose File…')
        self.window.choose_file(path, 'Save')
        wait_for(lambda: os.path.exists(path) and os.path.getsize(path), 'the picture')
        with open(path, 'rb') as file:
            content = file.read()
        self.assertEqual(content[:len(magic)], magic)
        return content

    def test_map_and_matrix(self):
        w = self.window
        w.key('ctrl+shift+p')
        w.expect('There is no picture of the data to export yet.')
        image = w.find('Data', {'image'})
        wait_for(lambda: 'ŷ over x₁ and x₂' in read_description(image), 'the map')
        w.press('Export Picture of the Data')
        self.expect_file('map.pdf', b'%PDF')
        w.key('alt+2')
        image = w.find('Confusion matrix', {'image'})
        wait_for(lambda: 'Most often ' in read_description(image), lambda: read_description(image))
        w.key('ctrl+shift+p')
        w.find('Export Confusion Matrix', {'frame', 'dialog'})
        self.assertIn(b'</svg>', self.expect_file('matrix.svg', b'<?xml'))


class MoreInputs(Data):
    document = THREE

    def test_map(self):
        w = self.window
        self.expect_description('ŷ over x₁ and x₂, other inputs as in the traced sample, with 2 samples.')
        w.expect('The other inputs are as in the traced sample.')
        w.find('Input from left to right')

    test_a_sample_is_picked_with_the_keyboard = None
    test_a_sample_is_picked_with_the_mouse = None
    test_a_hidden_neuron_shows_its_own_map = None


if __name__ == '__main__':
    main()
