# SPDX-License-Identifier: GPL-3.0-or-later
"""The network changed on the canvas: neurons and layers come and go, names, what is frozen; by mouse and by keyboard."""
import re

from gradus_window import GradusTest, main, wait_for


class CanvasDesign(GradusTest):
    def part(self, pattern):
        w = self.window
        return wait_for(
            lambda: next((n for n in w.nodes(w.find('Network')) if re.search(pattern, n.name or '')), None), pattern
        )

    def count(self, pattern='^Hidden neuron'):
        w = self.window
        return len([n for n in w.nodes(w.find('Network')) if re.search(pattern, n.name or '')])

    def expect_neurons(self, number):
        wait_for(lambda: self.count() == number, lambda: f'{number} hidden neurons, not {self.count()}')

    def focus(self, pattern):
        self.window.click(*self.window.place(self.part(pattern)))
        wait_for(lambda: self.window.has_state(self.part(pattern), 'FOCUSED'), f'the focus on {pattern}')

    def expect_focus(self, pattern):
        w = self.window
        wait_for(lambda: w.focused() and re.search(pattern, w.focused().name or ''), lambda: f'the focus on {pattern}, not {w.focused()}')

    def open_menu(self, pattern):
        w = self.window
        self.focus(pattern)
        before = len(w.window_names())
        w.key('shift+F10')
        wait_for(lambda: len(w.window_names()) > before, 'the menu')

    def choose(self, name):
        w = self.window
        item = wait_for(lambda: next((n for n in w.nodes() if n.getRoleName().endswith('menu item') and re.search(name, n.name or '')), None), name)
        item.queryAction().doAction(0)

    def test_buttons_below_a_column(self):
        w = self.window
        w.move(*w.place(self.part('^Hidden neuron h')))
        w.press('Add neuron to layer 1')
        self.expect_neurons(2)
        w.press('Add neuron to layer 1')
        self.expect_neurons(3)
        w.press('Remove last neuron of layer 1')
        self.expect_neurons(2)
        w.press('Add layer after layer 1')
        self.expect_neurons(6)
        w.move(*w.place(self.part('^Input x₁')))
        w.press('Add layer after the inputs')
        self.expect_neurons(10)
        for number in (6, 2, 3, 2, 1):
            w.key('ctrl+z')
            self.expect_neurons(number)
        w.expect_status(0, 0.1255)

    def test_a_lesson_says_that_it_was_changed(self):
        w = self.window
        self.focus('^Hidden neuron h')
        w.key('Insert')
        w.expect('Lesson, changed')
        w.key('ctrl+z')
        wait_for(lambda: not w.says('Lesson, changed'), 'the lesson as it was')

    def test_buttons_by_keyboard(self):
        w = self.window
        self.focus('^Hidden neuron h')
        w.key('Down')
        self.expect_focus('^Add layer after the inputs')
        w.key('Right')
        self.expect_focus('^Add neuron to layer 1')
        w.key('space')
        self.expect_neurons(2)
        self.expect_focus('^Add neuron to layer 1')
        w.key('Left')
        self.expect_focus('^Remove last neuron')
        w.key('space')
        self.expect_neurons(1)
        self.expect_focus('^Add neuron to layer 1')
        w.key('Up')
        self.expect_focus('^Hidden neuron h')

    def test_keys_on_a_neuron(self):
        w = self.window
        self.focus('^Hidden neuron h')
        w.key('Insert')
        self.expect_neurons(2)
        w.key('Insert')
        self.expect_neurons(3)
        self.focus('^Hidden neuron h₂')
        w.key('Delete')
        self.expect_neurons(2)
        self.focus('^Output neuron')
        w.key('Delete')
        w.expect('The data have 1 target')
        self.focus('^Input x₁')
        w.key('Delete')
        w.expect('The data have 2 inputs')
        self.expect_neurons(2)

    def test_a_neuron_is_renamed_in_place(self):
        w = self.window
        self.focus('^Hidden neuron h')
        w.key('F2')
        entry = wait_for(lambda: w.focused() if w.focused() and w.focused().getRoleName() in ('text', 'entry') else None, 'the entry')
        self.assertIn('Name of Hidden neuron h', entry.name)
        w.key('ctrl+a')
        w.xdotool('type', '--delay', '20', '--', 'x₁')
        w.key('Return')
        w.expect('The name “x₁” is taken')
        w.key('ctrl+a')
        w.xdotool('type', '--delay', '20', '--', 'edge')
        w.key('Return')
        self.expect_focus('^Hidden neuron edge')
        w.key('ctrl+z')
        self.expect_focus('^Hidden neuron h,')

    def test_a_weight_is_frozen(self):
        w = self.window
        self.focus('^Weight w₁')
        w.key('l')
        wait_for(lambda: 'frozen' in self.part('^Weight w₁').name, 'the weight to be frozen')
        w.expect('(held)')
        w.press('Step')
        w.expect_status(1)
        self.assertEqual(w.value('Weight w₁'), 0.5)
        self.assertNotEqual(w.value('Weight w₂'), 0.3)
        self.open_menu('^Weight w₁')
        w.key('Down')
        w.key('Escape')
        self.expect_focus('^Weight w₁')
        w.key('l')
        wait_for(lambda: 'frozen' not in self.part('^Weight w₁').name, 'the weight to train again')

    def test_the_menu_of_a_neuron(self):
        w = self.window
        self.open_menu('^Hidden neuron h')
        self.choose('Add Layer After')
        self.expect_neurons(5)
        self.open_menu('^Hidden neuron h1')
        self.choose('Remove Layer')
        self.expect_neurons(4)
        self.open_menu('^Hidden neuron h₂')
        self.choose('R_?emove Neuron')
        self.expect_neurons(3)
        self.open_menu('^Hidden neuron h₁')


if __name__ == '__main__':
    main()
