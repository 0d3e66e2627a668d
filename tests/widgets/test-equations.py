# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of a layer's equations: what it says, the layer it follows, and its picture."""
import os

from gradus_window import GradusTest, main, wait_for

TABS = {'page tab', 'radio button', 'toggle button'}
LESSON = os.path.join(os.path.dirname(__file__), '..', '..', 'data', 'lessons', 'mazur.gradus')


class TestEquations(GradusTest):
    arguments = (LESSON,)

    def setUp(self):
        super().setUp()
        w = self.window
        w.click(*w.place(w.find('Equations', TABS)))
        w.expect('z equals W times x plus b: 0.3775; 0.3925')

    def test_equations_are_spoken(self):
        w = self.window
        w.expect('a equals phi of z: 0.5933; 0.5969')
        w.expect('delta equals W of the next layer transposed times delta of the next layer')
        w.expect('the derivative of L by W equals delta times x transposed: 0.0004386')

    def test_another_layer_is_chosen(self):
        w = self.window
        before = len(w.window_names())
        w.click(*w.place(w.find('Layer', {'combo box'})))
        wait_for(lambda: len(w.window_names()) > before, 'the list')
        wait_for(lambda: w.focused() and w.focused().getRoleName() == 'list item', 'the focus in the list')
        w.key('End')
        w.key('Return')
        w.expect('z equals W times a of the layer before plus b: 1.1059; 1.2249')

    def test_a_walk_reveals(self):
        w = self.window
        w.press('Next')
        w.expect('z equals W times x plus b: 0.3775; –')

    def test_edits_are_followed(self):
        w = self.window
        w.set_value('Weight w₁', 0)
        w.expect('z equals W times x plus b: 0.37; 0.3925')

    def test_a_picture_of_them_is_exported(self):
        w = self.window
        path = os.path.join(w.folder, 'equations.svg')
        w.press('Export Equations')
        w.press('Choose File…')
        w.choose_file(path, 'Save')
        wait_for(lambda: os.path.exists(path) and os.path.getsize(path), 'the picture')
        with open(path, encoding='utf-8') as file:
            self.assertIn('<svg', file.read(200))


if __name__ == '__main__':
    main()
