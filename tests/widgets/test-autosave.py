# SPDX-License-Identifier: GPL-3.0-or-later
"""What a crash or a kill costs: a few seconds at most, and never a start."""
import glob
import json
import os
import shutil
import signal

from gradus_window import BUTTONS, GradusTest, Window, main, run_cli, wait_for


class Autosave(GradusTest):
    def setUp(self):
        pass

    def tearDown(self):
        pass

    def start(self, *arguments, keep=None):
        window = Window(*arguments, keep=keep and keep.folder)
        self.addCleanup(window.remove)
        return window

    @staticmethod
    def draft_path(window):
        return os.path.join(window.folder, 'state', 'gradus', 'draft.gradus')

    def draft(self, window):
        """What the next start would find, once there is something; it is whole whenever one looks."""
        if not os.path.exists(self.draft_path(window)):
            return None
        with open(self.draft_path(window), encoding='utf-8') as file:
            return json.load(file)

    def wait_for_draft(self, window, steps):
        wait_for(lambda: self.draft(window) and self.draft(window)['state']['steps'] == steps, f'a draft of step {steps}')

    def kill(self, window):
        window.process.send_signal(signal.SIGKILL)
        window.process.wait()

    def end(self, window):
        self.assertEqual(window.quit(), 0, window.log())

    def test_a_kill_does_not_cost_what_was_done(self):
        first = self.start()
        first.press('Train 1000')
        first.expect_status(1000)
        self.wait_for_draft(first, 1000)
        self.kill(first)

        second = self.start(keep=first)
        second.expect_status(1000, 0.00312)
        second.expect('Lesson')  # it knows where it comes from
        second.press('Reset')
        second.expect_status(0, 0.1255)
        self.end(second)
        self.assertFalse(os.path.exists(self.draft_path(second)), 'there is nothing to keep')

    def test_a_kill_while_training(self):
        first = self.start()
        first.activate('win.play')
        wait_for(lambda: self.draft(first) is not None, 'the first draft')
        early = self.draft(first)['state']['steps']
        wait_for(lambda: self.draft(first)['state']['steps'] > early, 'a later draft while the run goes on')
        self.kill(first)
        kept = self.draft(first)['state']['steps']

        second = self.start(keep=first)
        second.expect_status(kept)
        self.assertTrue(
            abs(second.loss() - run_cli('trace', self.draft_path(second))['loss']) < 1e-4, second.status()
        )
        self.end(second)

    def test_a_draft_of_a_file_stands_on_the_file(self):
        first = self.start()
        first.press('Step')
        first.expect_status(1)
        path = os.path.join(first.folder, 'one.gradus')
        first.key('ctrl+s')
        first.choose_file(path, 'Save')
        wait_for(lambda: os.path.exists(path) and os.path.getsize(path), 'the document')
        first.expect('one.gradus')
        first.press('Step')
        first.expect_status(2)
        self.wait_for_draft(first, 2)
        self.kill(first)

        second = self.start(keep=first)
        second.expect_status(2)
        second.expect('one.gradus')
        second.press('Reset')
        second.expect_status(1)
        self.end(second)

    def test_a_draft_whose_file_is_gone(self):
        first = self.start()
        first.press('Step')
        first.expect_status(1)
        self.wait_for_draft(first, 1)
        self.kill(first)
        os.remove(os.path.join(first.folder, 'state', 'gradus', 'draft.origin'))

        second = self.start(keep=first)
        second.expect_status(1, 0.12375689)
        second.expect('Draft')
        self.end(second)

    def test_an_unreadable_draft_is_kept_beside_and_the_start_goes_on(self):
        first = self.start()
        first.press('Step')
        first.expect_status(1)
        self.end(first)
        path = self.draft_path(first)
        with open(path, 'rb') as file:
            half = file.read()[:100]
        with open(path, 'wb') as file:
            file.write(half)

        second = self.start(keep=first)
        second.expect_status(0, 0.1255)
        second.find(second.dialog_button('Details'), BUTTONS).queryAction().doAction(0)
        second.expect('Your last work was not restored')
        aside = glob.glob(os.path.join(os.path.dirname(path), 'unreadable-draft-*.gradus'))
        self.assertEqual(len(aside), 1)
        with open(aside[0], 'rb') as file:
            self.assertEqual(file.read(), half)
        second.expect(os.path.basename(aside[0]))
        second.find(second.dialog_button('Close'), BUTTONS, second.dialog()).queryAction().doAction(0)
        second.activate('win.step')
        second.expect_status(1)
        self.wait_for_draft(second, 1)
        self.end(second)

    def test_where_nothing_can_be_written_it_is_said(self):
        first = self.start()
        state = os.path.join(first.folder, 'state')
        shutil.rmtree(state)
        with open(state, 'w', encoding='utf-8'):
            pass  # a file where the folder should be
        first.press('Step')
        first.expect_status(1)
        first.expect('Unsaved work can’t be kept')
        self.end(first)


if __name__ == '__main__':
    main()
