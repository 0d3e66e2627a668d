# SPDX-License-Identifier: GPL-3.0-or-later
"""The network on the canvas: by mouse, by keyboard, and by an assistive tool."""
import math
import re

from gradus_window import GradusTest, main, wait_for


class Canvas(GradusTest):
    def part(self, pattern):
        w = self.window
        return wait_for(
            lambda: next((n for n in w.nodes(w.find('Network')) if re.search(pattern, n.name or '')), None), pattern
        )

    def focus(self, pattern):
        """With a click, which selects it too."""
        self.window.click(*self.window.place(self.part(pattern)))
        self.expect_focus(pattern)

    def expect_focus(self, pattern):
        wait_for(lambda: self.window.has_state(self.part(pattern), 'FOCUSED'), f'the focus on {pattern}')

    def test_arrow_keys_walk_the_network(self):
        w = self.window
        self.focus('^Input x₁')
        for key, pattern in (
            ('Right', '^Weight w₁'),
            ('Right', '^Hidden neuron h'),
            ('Right', '^Weight w₃'),
            ('Right', '^Output neuron ŷ'),
            ('Right', '^Loss L'),
            ('Left', '^Output neuron ŷ'),
            ('Left', '^Weight w₃'),
            ('Left', '^Hidden neuron h'),
        ):
            w.key(key)
            self.expect_focus(pattern)
        self.focus('^Input x₁')
        w.key('Down')
        self.expect_focus('^Input x₂')
        w.key('Up')
        self.expect_focus('^Input x₁')

    def test_plus_and_minus_change_the_weight(self):
        w = self.window
        self.focus('^Weight w₁')
        w.key('plus')
        wait_for(lambda: w.value('Weight w₁') == 0.6, 'w₁ = 0.6')
        w.key('minus')
        w.key('minus')
        wait_for(lambda: w.value('Weight w₁') == 0.4, 'w₁ = 0.4')
        w.key('alt+plus')
        wait_for(lambda: w.value('Weight w₁') == 0.41, 'w₁ = 0.41')
        w.key('shift+minus')
        wait_for(lambda: w.value('Weight w₁') == 0.4, 'w₁ = 0.40')
        wait_for(lambda: re.search(r'0\.40*,', self.part('^Weight w₁').name), 'the name to say so')

    def test_return_selects_and_the_panel_follows(self):
        w = self.window
        self.focus('^Weight w₂')
        w.key('Return')
        w.expect('∂L/∂w₂ = ∂L/∂ŷ · ∂ŷ/∂z_out · ∂z_out/∂h · ∂h/∂z_h · ∂z_h/∂w₂')

    def test_actions_for_assistive_tools(self):
        w = self.window
        w.act(self.part('^Weight w₃'), 'part.increase')
        wait_for(lambda: w.value('Weight w₃') == 0.9, 'w₃ = 0.9')
        w.act(self.part('^Weight w₃'), 'part.decrease')
        wait_for(lambda: w.value('Weight w₃') == 0.8, 'w₃ = 0.8')
        w.act(self.part('^Weight w₃'), 'part.select')
        w.expect('∂L/∂w₃ = ')

    def test_click_selects(self):
        w = self.window
        w.click(*w.place(self.part('^Weight w₃')))
        w.expect('∂L/∂w₃ = ')

    def test_dragging_a_weight_is_one_change(self):
        w = self.window
        x, y = w.place(self.part('^Weight w₃'))
        w.drag((x, y), (x, y - 60), until=lambda: wait_for(lambda: w.value('Weight w₃') > 1.1, 'w₃ to grow'))
        wait_for(lambda: math.isclose(w.value('Weight w₃'), 1.4, abs_tol=0.1), 'w₃ of about 1.4')
        w.key('ctrl+z')
        wait_for(lambda: w.value('Weight w₃') == 0.8, 'undo to take the whole drag back')

    def test_shift_drags_finer(self):
        w = self.window
        x, y = w.place(self.part('^Weight w₃'))
        w.drag((x, y), (x, y + 60), key='Shift_L')
        wait_for(lambda: 0.7 < w.value('Weight w₃') < 0.79, 'w₃ a little smaller')

    def test_escape_gives_a_drag_up(self):
        w = self.window
        x, y = w.place(self.part('^Weight w₁'))

        def cancel():
            wait_for(lambda: w.value('Weight w₁') != 0.5, 'w₁ to change')
            w.key('Escape')
            wait_for(lambda: w.value('Weight w₁') == 0.5, 'Escape to bring 0.5 back')

        w.drag((x, y), (x, y - 40), until=cancel)
        self.assertEqual(w.value('Weight w₁'), 0.5)
        w.expect_status(0, 0.1255)
        self.assertFalse(w.has_state(w.button('Undo'), 'SENSITIVE'), 'a drag given up is nothing to undo')

    def type_in_place(self, pattern, text):
        w = self.window
        w.click(*w.place(self.part(pattern)), count=2)
        entry = wait_for(
            lambda: next(
                (n for n in w.nodes(w.find('Network')) if n.getRoleName() in ('text', 'entry') and w.has_state(n, 'FOCUSED')),
                None,
            ),
            'the entry in place',
        )
        w.key('ctrl+a')
        w.xdotool('type', '--delay', '20', '--', text)
        wait_for(lambda: w.read(entry) == text, f'{text!r} in the entry')
        w.key('Return')
        return entry

    def test_double_click_types_a_weight_an_input_and_a_target(self):
        w = self.window
        for pattern, slider, text, value in (
            ('^Weight w₁', 'Weight w₁', '1/4', 0.25),
            ('^Input x₂', 'Input x₂', '-1,5', -1.5),
            ('^Target y', 'Target y', '0.2', 0.2),
        ):
            with self.subTest(pattern):
                self.type_in_place(pattern, text)
                wait_for(lambda: w.value(slider) == value, f'{slider} = {value}')
                # The next click would only close what is still open: the entry, or a tooltip under the pointer.
                w.move(*w.place(w.find('Network'), 0.02, 0.02))
                wait_for(lambda: w.window_names() == [w.frame.name], 'the entry to close')

    def test_a_wrong_number_is_refused_in_place(self):
        w = self.window
        entry = self.type_in_place('^Weight w₁', 'pear')
        wait_for(lambda: w.text_of(entry).count(' ') >= 2, 'the reason in the description of the entry')
        self.assertEqual(w.value('Weight w₁'), 0.5)
        w.key('Escape')
        wait_for(lambda: w.focused().name.startswith('Weight w₁ from'), 'Escape to close the entry')
        self.assertEqual(w.value('Weight w₁'), 0.5)

    def test_scroll_zooms_and_double_click_fits(self):
        w = self.window
        node = self.part('^Hidden neuron h')
        before = node.queryComponent().getExtents(1).width
        w.move(*w.place(node))
        w.xdotool('click', '--repeat', 4, 4)
        wait_for(lambda: self.part('^Hidden neuron h').queryComponent().getExtents(1).width > 1.2 * before, 'the zoom')
        network = w.find('Network')
        w.click(*w.place(network, 0.02, 0.02), count=2)
        wait_for(
            lambda: self.part('^Hidden neuron h').queryComponent().getExtents(1).width == before, 'the whole network'
        )

    def test_dragging_empty_space_moves_the_picture(self):
        w = self.window
        node = self.part('^Hidden neuron h')
        before = node.queryComponent().getExtents(1)
        x, y = w.place(w.find('Network'), 0.02, 0.03)
        w.drag((x, y), (x + 50, y + 30))
        wait_for(lambda: abs(self.part('^Hidden neuron h').queryComponent().getExtents(1).x - before.x - 50) <= 1, 'the pan')

    def test_the_middle_button_moves_the_picture_wherever_it_is_pressed(self):
        w = self.window
        before = self.part('^Hidden neuron h').queryComponent().getExtents(1)
        x, y = w.place(self.part('^Weight w₁'))
        w.move(x, y)
        w.xdotool('mousedown', 2)
        for step in range(1, 11):
            w.move(x + 4 * step, y + 2 * step)
        w.xdotool('mouseup', 2)
        wait_for(lambda: self.part('^Hidden neuron h').queryComponent().getExtents(1).x > before.x + 25, 'the pan')
        self.assertEqual(w.value('Weight w₁'), 0.5)

    def test_neurons_show_maps(self):
        w = self.window
        sentence = 'Each neuron shows its activation over x₁ and x₂ as a map.'

        def describe():
            node = w.find('Network')
            node.clear_cache()
            return node.description or ''

        self.assertNotIn(sentence, describe())
        w.key('ctrl+m')
        wait_for(lambda: sentence in describe(), describe)
        w.press('Step')
        w.expect_status(1)
        wait_for(lambda: describe().startswith('After step 1 ') and sentence in describe(), describe)
        w.key('ctrl+m')
        wait_for(lambda: sentence not in describe(), describe)

    def test_hovering_tells_what_is_there(self):
        w = self.window
        w.move(*w.place(self.part('^Weight w₁')))
        w.expect('multiplied by it')


if __name__ == '__main__':
    main()
