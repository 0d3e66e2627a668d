# SPDX-License-Identifier: GPL-3.0-or-later
"""What the network learns from, chosen on the page Data."""
from gradus_window import GradusTest, main, wait_for

XOR, CIRCLE, PENGUINS = 2, 4, 11  # places in the list of sets


class DataPage(GradusTest):
    def setUp(self):
        super().setUp()
        w = self.window
        tab = w.search('Data', {'page tab', 'toggle button', 'radio button'})[0]
        w.click(*w.place(tab))
        w.find('Data set', {'combo box'})

    def choose(self, index):
        """Chooses the set of that place in the list, with the keyboard."""
        w = self.window
        before = len(w.window_names())
        w.click(*w.place(w.find('Data set', {'combo box'})))
        wait_for(lambda: len(w.window_names()) > before, 'the list')
        wait_for(lambda: w.focused() and w.focused().getRoleName() == 'list item', 'the focus in the list')
        w.key('Home')
        for _ in range(index):
            w.key('Down')
        w.key('Return')
        wait_for(lambda: len(w.window_names()) == before, 'the list to close')

    def undo_to(self, text):
        self.window.key('ctrl+z')
        self.window.expect(text)

    def test_a_set_takes_the_place_of_the_data(self):
        w = self.window
        w.expect('1 row, for training')
        self.choose(XOR)
        w.expect('4 rows, all for training')
        w.expect('Inputs: 2, outputs: 1')
        w.press('Step')
        w.expect_status(1)
        self.choose(PENGUINS)
        w.expect('342 rows, all for training')
        w.expect('Inputs: 4, outputs: 3')
        w.expect('The targets are 3 classes.')
        w.expect('CC0 1.0')
        w.expect('Adelie')  # an output has its name
        w.expect_status(0)
        self.undo_to('4 rows, all for training')
        w.expect_status(1)
        w.key('ctrl+z')
        self.undo_to('1 row, for training')
        w.expect_status(0, 0.1255)
        wait_for(lambda: not w.has_state(w.button('Undo'), 'SENSITIVE'), 'nothing to be left to undo')

    def test_samples_noise_split_and_seed(self):
        w = self.window
        self.choose(CIRCLE)
        w.expect('200 rows, all for training')
        w.type('Number of samples', '50')
        w.expect('50 rows, all for training')
        w.type('Percent for testing', '30')
        w.expect('35 rows for training, 15 for testing')
        w.press('Draw Other Samples')
        wait_for(lambda: w.entry_text('Data seed') == '2', 'the next seed')
        self.assertEqual(w.entry_text('Noise'), '0')
        slider = w.slider('Noise')
        w.drag(w.place(slider, 0.03), w.place(slider, 0.5))  # one entry, however many places it went through
        wait_for(lambda: 0.5 < float(w.entry_text('Noise')) < 1.5, lambda: f'noise, not {w.entry_text("Noise")}')
        w.key('ctrl+z')
        wait_for(lambda: w.entry_text('Noise') == '0', 'no noise again')
        self.assertEqual(w.entry_text('Data seed'), '2')
        w.key('ctrl+z')
        wait_for(lambda: w.entry_text('Data seed') == '1', 'the first seed')
        self.undo_to('50 rows, all for training')
        self.undo_to('200 rows, all for training')

    def test_what_does_not_go_is_refused_in_place(self):
        w = self.window
        self.choose(PENGUINS)
        w.expect('342 rows')
        w.type('Number of samples', '1000')
        w.expect('There are only 342 complete rows.')
        w.key('Escape')
        w.type('Percent for testing', '100')
        w.expect('from 0 to below 100')
        w.key('Escape')
        w.type('Noise', '-1')
        w.expect('Noise is 0 or above.')
        w.key('Escape')
        wait_for(lambda: w.entry_text('Noise') == '0', 'the old noise')
        self.undo_to('1 row, for training')


if __name__ == '__main__':
    main()
