# SPDX-License-Identifier: GPL-3.0-or-later
"""The loss landscape: what it says, the weight that is moved in it, its second weight, and its export."""
import os
import re

from gradus_window import GradusTest, main, wait_for
from window_reading import parse_number

TABS = {'page tab', 'radio button', 'toggle button'}


class TestLandscape(GradusTest):
    def setUp(self):
        super().setUp()
        w = self.window
        w.click(*w.place(w.find('Landscape', TABS)))
        self.expect_words(r'The loss over w₁ from −1\.5')

    def picture(self):
        return self.window.find('Loss landscape')

    def point(self):
        """Where the point is, as shares of the picture: letters of 11 pixels, axes as in the description."""
        size = self.picture().queryComponent().getExtents(1)
        words = self.picture().description
        low, high, loss = (parse_number(n) for n in re.search(
            r'between ([\d.]+) and ([\d.]+)\. .*: loss ([\d.]+),', words).groups())
        start, end = low - 0.06 * (high - low), high + 0.06 * (high - low)
        top, bottom = 2.2 * 11, size.height - 3.6 * 11
        return 0.5 + 10 / size.width, (bottom - (bottom - top) * (loss - start) / (end - start)) / size.height

    def expect_words(self, pattern):
        return wait_for(lambda: re.search(pattern, self.picture().description or ''), f'{pattern!r} in the description')

    def weight(self, name='Weight w₁'):
        return self.window.slider(name).queryValue().currentValue

    def focus(self):
        w = self.window
        w.click(*w.place(self.picture(), 0.9, 0.3))
        wait_for(lambda: w.has_state(self.picture(), 'FOCUSED'), 'the focus in the picture')

    def test_it_says_loss_slope_and_next_step(self):
        self.expect_words(r'The point is at w₁ = 0\.5000: loss 0\.1255, slope −0\.02430')
        self.expect_words(r'The next step leads to w₁ = 0\.5024')

    def test_dragging_the_point_moves_the_weight_in_one_entry(self):
        w = self.window
        start = w.place(self.picture(), *self.point())
        w.drag(start, (start[0] + 80, start[1]))
        moved = self.weight()
        self.assertTrue(0.9 < moved < 1.6, moved)
        wait_for(lambda: parse_number(self.expect_words(r'at w₁ = ([\d.]+)').group(1)) == round(moved, 4), 'the words')
        w.key('ctrl+z')
        wait_for(lambda: self.weight() == 0.5, 'the weight to be back')

    def test_arrow_keys_move_the_weight(self):
        w = self.window
        self.focus()
        w.key('Right')
        wait_for(lambda: abs(self.weight() - 0.58) < 1e-9, 'the weight to be moved')
        w.key('shift+Left')
        wait_for(lambda: abs(self.weight() - 0.572) < 1e-9, 'the weight to be moved a little')
        w.key('Up')  # there is no second weight
        w.key('ctrl+z')
        wait_for(lambda: abs(self.weight() - 0.58) < 1e-9, 'one move to be undone')

    def test_zoom(self):
        w = self.window
        self.focus()
        w.key('plus')
        self.expect_words(r'The loss over w₁ from −1\.1000 to 2\.1000')
        w.key('0')
        self.expect_words(r'The loss over w₁ from −1\.5000 to 2\.5000')

    def test_a_second_weight_makes_a_map(self):
        w = self.window
        before = len(w.window_names())
        w.press('Second weight')
        wait_for(lambda: len(w.window_names()) > before, 'the list')
        wait_for(lambda: w.focused() and w.focused().getRoleName() == 'list item', 'the focus in the list')
        w.key('End')
        w.key('Return')
        self.expect_words(r'over w₁ from −1\.5000 to 2\.5000 and w₃ from')
        self.focus()
        before = self.weight('Weight w₃')
        w.key('Up')
        wait_for(lambda: self.weight('Weight w₃') > before, 'the second weight to be moved')
        w.press('Step')
        self.expect_words(r'The next step leads to w₁ = [\d.]+ and w₃ = ')

    def test_it_is_exported(self):
        w = self.window
        for kind, magic in ('svg', b'<?xml'), ('png', b'\x89PNG'), ('pdf', b'%PDF'):
            path = os.path.join(w.folder, f'landscape.{kind}')
            w.press('Export Loss Landscape')
            w.press('Choose File…')
            w.choose_file(path, 'Save')
            wait_for(lambda: os.path.exists(path) and os.path.getsize(path), 'the picture')
            with open(path, 'rb') as file:
                self.assertTrue(file.read(8).startswith(magic))


if __name__ == '__main__':
    main()
