# SPDX-License-Identifier: GPL-3.0-or-later
"""Through the training: the slider over its steps, its keys, and a click into the loss plot."""
import math

from gradus_window import GradusTest, main, wait_for


class Time(GradusTest):
    def train(self):
        w = self.window
        w.press('Train 1000')
        w.expect_status(steps=1000)

    def test_slider(self):
        w = self.window
        self.assertFalse(w.find_all('Step', {'slider', 'scale'}), 'a slider before there is anything to slide over')
        at_start = w.value('Weight w₃')
        self.train()
        at_end = w.value('Weight w₃')
        w.set_value('Step', 420)
        w.expect_status(steps=420)
        self.assertFalse(math.isclose(w.value('Weight w₃'), at_end, abs_tol=1e-6))
        wait_for(lambda: w.says('step 420 of 1000'), 'the words about a step behind the end')
        self.assertTrue(w.says('a change branches off here'))
        w.set_value('Step', 0)
        w.expect_status(steps=0)
        self.assertEqual(w.value('Weight w₃'), at_start)
        w.set_value('Step', 1000)
        w.expect_status(steps=1000)
        self.assertEqual(w.value('Weight w₃'), at_end)

    def test_keys(self):
        w = self.window
        self.train()
        w.key('alt+Home')
        w.expect_status(steps=0)
        w.key('alt+shift+Right')
        w.expect_status(steps=1)
        w.key('alt+shift+Left')
        w.expect_status(steps=0)
        w.key('alt+End')
        w.expect_status(steps=1000)
        w.key('alt+shift+Right')
        w.expect_status(steps=1000)

    def test_branch(self):
        w = self.window
        self.train()
        w.set_value('Step', 10)
        w.expect_status(steps=10)
        w.set_value('Weight w₃', 0.25)
        wait_for(lambda: not w.find_all('Step', {'slider', 'scale'}), 'the line of steps to begin at the change')
        w.expect_status(steps=10)
        w.key('ctrl+z')
        w.expect_status(steps=1000)
        w.set_value('Step', 500)
        w.expect_status(steps=500)


if __name__ == '__main__':
    main()
