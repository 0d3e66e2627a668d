# SPDX-License-Identifier: GPL-3.0-or-later
"""Sliders and the entries beside them: everything moves with them, and nothing wrong gets in."""
import math

from gradus_window import GradusTest, main, parse_number, wait_for


class Values(GradusTest):
    def drag_slider(self, name, start, end, until=None):
        w = self.window
        slider = w.slider(name)
        extents = slider.queryComponent()
        self.assertIsNotNone(extents)
        w.drag(w.place(slider, start), w.place(slider, end), until=until)

    def handle_of(self, name):
        """Where the handle is, as a fraction of the slider's width."""
        value = self.window.slider(name).queryValue()
        return 0.04 + 0.92 * (value.currentValue - value.minimumValue) / (value.maximumValue - value.minimumValue)

    def test_dragging_a_slider_computes_everything_anew(self):
        w = self.window
        before = w.loss()

        def moved_while_the_button_is_down():
            wait_for(lambda: abs(w.value('Weight w₃') - 0.8) > 0.5, 'the value to follow the mouse')
            wait_for(lambda: w.loss() != before, 'the loss to follow the mouse')

        self.drag_slider('Weight w₃', self.handle_of('Weight w₃'), 0.8, until=moved_while_the_button_is_down)
        wait_for(lambda: 2 < w.value('Weight w₃') < 4, 'w₃ to be where the mouse left it')
        value = w.value('Weight w₃')
        h = 1 / (1 + math.exp(-1.1))
        loss = (1 - 1 / (1 + math.exp(-value * h))) ** 2
        wait_for(lambda: math.isclose(w.loss(), loss, rel_tol=0.01), f'a loss of {loss}')

        # One drag is one entry of the undo history.
        w.key('ctrl+z')
        wait_for(lambda: math.isclose(w.value('Weight w₃'), 0.8), 'undo to bring 0.8 back')
        w.expect_status(0, 0.1255)
        w.key('ctrl+shift+z')
        wait_for(lambda: math.isclose(w.value('Weight w₃'), value), 'redo to bring the drag back')

    def test_entries_take_numbers_as_people_write_them(self):
        w = self.window
        for text, value in (('0.25', 0.25), ('0,75', 0.75), ('1/3', 1 / 3), ('−2', -2), ('7.5', 7.5), ('2e-3', 0.002)):
            with self.subTest(text):
                w.type('Weight w₁ value', text)
                wait_for(lambda: math.isclose(w.value('Weight w₁'), value, rel_tol=1e-9), f'w₁ = {value}')
                self.assertTrue(math.isclose(parse_number(w.entry_text('Weight w₁ value')), value, rel_tol=1e-2))

    def test_a_large_value_widens_the_slider(self):
        w = self.window
        w.type('Input x₁ value', '12')
        wait_for(lambda: math.isclose(w.value('Input x₁'), 12), 'x₁ = 12')
        self.assertGreaterEqual(w.slider('Input x₁').queryValue().maximumValue, 12)
        w.type('Input x₁ value', '1')
        wait_for(lambda: w.slider('Input x₁').queryValue().maximumValue == 5, 'the slider to be as fine as before')

    def test_refused_text_gives_its_reason_and_changes_nothing(self):
        w = self.window
        for text in ('apple', '1.000,5', '1/0', '1e999', ''):
            with self.subTest(text):
                known = {t for n in w.nodes() for t in w.text_of(n).split('\n')}
                w.type('Weight w₂ value', text)
                entry = w.entry('Weight w₂ value')

                def reason():
                    """A whole sentence that was not there before."""
                    return [
                        t
                        for n in w.nodes()
                        for t in w.text_of(n).split('\n')
                        if t not in known and len(t.split()) >= 3 and w.has_state(n, 'SHOWING')
                    ] or (entry.description and entry.description not in known and entry.description)

                wait_for(reason, f'the reason why {text!r} is refused')
                self.assertEqual(w.value('Weight w₂'), 0.3)
                w.expect_status(0, 0.1255)
                w.key('Escape')
                wait_for(lambda: w.entry_text('Weight w₂ value')[:3] == '0.3', 'Escape to bring the old value back')

    def test_a_negative_learning_rate_is_refused(self):
        w = self.window
        w.type('Learning rate value', '-1')
        w.key('Escape')
        wait_for(lambda: w.entry_text('Learning rate value')[:3] == '0.1', 'the old rate')
        self.assertEqual(w.value('Learning rate'), 0.1)

    def test_double_click_resets_to_the_document(self):
        w = self.window
        w.type('Weight w₁ value', '-1.5')
        wait_for(lambda: w.value('Weight w₁') == -1.5, 'w₁ = −1.5')
        w.click(*w.place(w.slider('Weight w₁'), self.handle_of('Weight w₁')), count=2)
        wait_for(lambda: w.value('Weight w₁') == 0.5, 'the double click to bring 0.5 back')

    def test_assistive_tools_can_set_a_slider(self):
        w = self.window
        w.set_value('Target y', 0.25)
        wait_for(lambda: w.value('Target y') == 0.25, 'y = 0.25')
        wait_for(lambda: math.isclose(w.loss(), (0.25 - 0.6457039112315864) ** 2, rel_tol=0.01), 'the loss of y = 0.25')


if __name__ == '__main__':
    main()
