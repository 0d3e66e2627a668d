# SPDX-License-Identifier: GPL-3.0-or-later
"""The sum over paths: its page, what it says of each path, and the path that is lit."""
import os

from gradus_window import GradusTest, main, wait_for

TABS = {'page tab', 'radio button', 'toggle button'}
LESSON = os.path.join(os.path.dirname(__file__), '..', '..', 'data', 'lessons', 'mazur.gradus')


class TestPaths(GradusTest):
    arguments = (LESSON,)

    def setUp(self):
        super().setUp()
        w = self.window
        w.click(*w.place(w.find('Paths', TABS)))
        w.expect('2 paths lead from here to the loss')

    def rows(self):
        return [node.name for node in self.window.nodes() if (node.name or '').startswith('Path ')]

    def test_rows_say_number_way_and_product(self):
        rows = self.rows()
        self.assertEqual(len(rows), 2)
        self.assertRegex(rows[0], r'^Path 1 of 2: w₁ → h₁ → ŷ₁ → L, product 0\.0006684$')
        self.assertRegex(rows[1], r'^Path 2 of 2: w₁ → h₁ → ŷ₂ → L, product −0\.0002298$')

    def test_the_sum_is_what_backpropagation_says(self):
        w = self.window
        w.expect('All paths = 0.00043856773447')
        w.expect('Backpropagation = 0.00043856773447')

    def test_edits_change_products(self):
        w = self.window
        w.set_value('Weight w₅', 0)
        wait_for(lambda: any('product −0.0002' in row for row in self.rows()) and
                 any('→ ŷ₁ → L, product 0' in row and '0.0006684' not in row for row in self.rows()), 'another product')

    def test_a_picture_of_them_is_exported(self):
        w = self.window
        path = os.path.join(w.folder, 'paths.svg')
        w.press('Export Paths')
        w.press('Choose File…')
        w.choose_file(path, 'Save')
        wait_for(lambda: os.path.exists(path) and os.path.getsize(path), 'the picture')
        with open(path, encoding='utf-8') as file:
            self.assertIn('<svg', file.read(200))


if __name__ == '__main__':
    main()
