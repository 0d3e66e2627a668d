# SPDX-License-Identifier: GPL-3.0-or-later
"""The gradient check: its table, the error over the step, and the forecast of a step."""
import os

from gradus_window import GradusTest, main, wait_for

TABS = {'page tab', 'radio button', 'toggle button'}


class TestCheck(GradusTest):
    def setUp(self):
        super().setUp()
        w = self.window
        w.click(*w.place(w.find('Check', TABS)))
        w.expect('Not checked yet.')

    def test_every_gradient_agrees(self):
        w = self.window
        w.press('Check Gradients')
        w.expect('3 gradients agree; the largest relative error is')
        w.expect('−0.1216')
        w.set_value('Weight w₁', 0.75)
        w.expect('Not checked yet.')
        w.key('ctrl+g')
        w.expect('3 gradients agree')

    def test_the_forecast_stands_beside_the_truth(self):
        w = self.window
        w.expect('changes this sample’s loss by −η g·g = −0.001')

    def test_the_curve_tells_both_errors(self):
        w = self.window
        w.click(*w.place(w.find('Step ε', TABS)))
        w.expect('w₁, ε = 1.00×10⁻⁵: difference −0.02430')
        w.set_value('Power of ten of the step ε', -12)
        w.expect('mostly round-off')
        w.set_value('Power of ten of the step ε', -1)
        w.expect('mostly truncation')

    def test_the_curve_is_exported(self):
        w = self.window
        w.click(*w.place(w.find('Step ε', TABS)))
        w.expect('w₁, ε = 1.00×10⁻⁵')
        path = os.path.join(w.folder, 'error.pdf')
        w.press('Export Error Curve')
        w.press('Choose File…')
        w.choose_file(path, 'Save')
        wait_for(lambda: os.path.exists(path) and os.path.getsize(path), 'the picture')
        with open(path, 'rb') as file:
            self.assertEqual(file.read(4), b'%PDF')


if __name__ == '__main__':
    main()
