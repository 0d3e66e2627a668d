# SPDX-License-Identifier: GPL-3.0-or-later
"""Step, Train, Play, Reset, undo and redo."""
import math
import os

from gradus_window import GradusTest, main, wait_for

AFTER_ONE = {'Weight w₁': 0.50242988596920866, 'Weight w₂': 0.30485977193841732, 'Weight w₃': 0.81216208354996190}
AT_START = {'Weight w₁': 0.5, 'Weight w₂': 0.3, 'Weight w₃': 0.8}


class Training(GradusTest):
    def expect_weights(self, weights):
        for name, value in weights.items():
            wait_for(lambda: math.isclose(self.window.value(name), value, rel_tol=1e-9), f'{name} = {value}')

    def weights(self):
        return {name: self.window.value(name) for name in AT_START}

    def test_step(self):
        w = self.window
        w.press('Step')
        w.expect_status(1, 0.12375689266190)
        self.expect_weights(AFTER_ONE)

    def test_train_1000_and_back(self):
        w = self.window
        w.press('Train 1000')
        w.expect_status(1000, 0.0031184431624350)
        trained = self.weights()
        w.press('Undo')
        w.expect_status(0, 0.1255)
        self.expect_weights(AT_START)
        w.press('Redo')
        w.expect_status(1000, 0.00312)
        self.expect_weights(trained)

    def test_reset_and_undo_of_reset(self):
        w = self.window
        w.press('Step')
        w.expect_status(1)
        w.type('Input x₂ value', '-1')
        wait_for(lambda: w.value('Input x₂') == -1, 'x₂ = −1')
        w.press('Reset')
        w.expect_status(0, 0.1255)
        self.expect_weights(AT_START)
        self.assertEqual(w.value('Input x₂'), 2)
        w.key('ctrl+z')
        wait_for(lambda: w.value('Input x₂') == -1, 'undo to bring x₂ = −1 back')
        w.expect_status(1)
        self.expect_weights(AFTER_ONE)

    def test_undo_is_only_there_when_there_is_something(self):
        w = self.window
        self.assertFalse(w.has_state(w.button('Undo'), 'SENSITIVE'))
        self.assertFalse(w.has_state(w.button('Redo'), 'SENSITIVE'))
        w.press('Step')
        w.expect_status(1)
        wait_for(lambda: w.has_state(w.button('Undo'), 'SENSITIVE'), 'Undo to be there')
        w.press('Undo')
        w.expect_status(0)
        wait_for(lambda: not w.has_state(w.button('Undo'), 'SENSITIVE'), 'Undo to be gone')
        wait_for(lambda: w.has_state(w.button('Redo'), 'SENSITIVE'), 'Redo to be there')

    def test_train_until(self):
        """The first step with a loss of at most 0.01, which the settings ask for at first; then there is nothing to do."""
        w = self.window
        w.key('ctrl+u')
        w.expect_status(353, 0.009987)
        wait_for(lambda: w.says('Stopped at step 353'), 'the window to say why it stopped')
        w.press('Undo')
        w.expect_status(0, 0.1255)

    def test_play_and_pause(self):
        w = self.window
        w.press('Play')
        wait_for(lambda: w.steps() >= 3, 'Play to train')
        w.press('Pause')
        wait_for(lambda: w.find_all('Play'), 'the button to offer Play again')
        steps = w.steps()
        # Nothing trains any more: an edit is answered, and the count is the same.
        w.set_value('Target y', 0.5)
        wait_for(lambda: w.value('Target y') == 0.5, 'y = 0.5')
        self.assertEqual(w.steps(), steps)


class Diverging(GradusTest):
    arguments = (os.path.join(os.path.dirname(os.path.abspath(__file__)), 'diverging.gradus'),)

    def test_a_smaller_rate_takes_back_a_run_that_went_out_of_range(self):
        w = self.window
        w.press('Train 1000')
        wait_for(lambda: w.says('was not made'), 'the window to say what happened')
        self.assertGreater(w.steps(), 0)
        self.assertNotIn('∞', w.status())
        w.press('Smaller η')
        w.expect_status(0, 1.325)
        wait_for(lambda: math.isclose(w.value('Learning rate'), 0.2), 'η = 0.2')
        self.assertEqual(w.value('Weight w₁'), 0.5)
        w.key('ctrl+z')
        wait_for(lambda: w.value('Learning rate') == 2, 'undo to bring η back')

    def test_a_step_that_would_not_be_finite_is_not_made(self):
        w = self.window
        w.type('Input x₁ value', '1e200')
        w.type('Weight w₁ value', '1e200')
        wait_for(lambda: w.value('Weight w₁') == 1e200, 'w₁ = 1e200')
        w.press('Step')
        wait_for(lambda: w.says('Step 1 was not made'), 'the window to say what happened')
        self.assertEqual(w.value('Weight w₁'), 1e200)
        w.expect_status(0)

        # What it says is true of this state only.
        w.type('Weight w₁ value', '0.5')
        wait_for(lambda: w.value('Weight w₁') == 0.5, 'w₁ = 0.5')
        wait_for(lambda: not w.find_all('Smaller η'), 'the message to be gone')
        w.press('Reset')
        w.expect_status(0, 1.325)


if __name__ == '__main__':
    main()
