# SPDX-License-Identifier: GPL-3.0-or-later
"""Next and Back: the numbers of a step come into view one at a time, on the canvas and in the panel alike."""
import re

from gradus_window import GradusTest, main, parse_number, run_cli, wait_for

STAGES = 18  # of one step of the article's network, the one that makes the update with them


class Walking(GradusTest):
    def name_of(self, pattern):
        """The name of the canvas' child that matches."""
        network = self.window.find('Network')
        return next((n.name for n in self.window.nodes(network) if re.search(pattern, n.name or '')), None)

    def hidden(self):
        return self.name_of('^Hidden neuron h')

    def output(self):
        return self.name_of('^Output neuron ŷ')

    def loss(self):
        return self.name_of('^Loss L')

    def test_numbers_come_one_at_a_time_and_go_again(self):
        w = self.window
        unknown = 'not computed yet'
        w.press('Next')
        wait_for(lambda: re.search(r'z 1\.1', self.hidden()) and f'output {unknown}' in self.hidden(), 'z of h alone')
        self.assertIn(f'z {unknown}', self.output())
        self.assertIn(unknown, self.loss())
        self.assertIn(unknown, self.name_of('^Weight w₃'))

        w.press('Next')
        wait_for(lambda: re.search(r'output 0\.750', self.hidden()), 'the output of h')
        self.assertIn(f'delta {unknown}', self.hidden())

        w.press('Next')
        wait_for(lambda: re.search(r'z 0\.600', self.output()), 'z of ŷ')
        w.press('Next')
        wait_for(lambda: re.search(r'output 0\.64', self.output()), 'ŷ')
        self.assertIn(unknown, self.loss())
        w.press('Next')
        wait_for(lambda: re.search(r'0\.125', self.loss()), 'L')
        self.assertIn(f'delta {unknown}', self.output())

        w.press('Back')
        wait_for(lambda: unknown in self.loss(), 'L to be gone again')
        w.press('Back')
        wait_for(lambda: f'output {unknown}' in self.output(), 'ŷ to be gone again')
        # The status always shows the loss of now.
        w.expect_status(0, 0.1255)

    def test_the_last_stage_makes_the_step(self):
        w = self.window
        for _ in range(STAGES):
            if w.steps() == 1:
                break
            description = w.find('Network').description
            w.press('Next')
            wait_for(lambda: w.find('Network').description != description, 'the next stage')
        w.expect_status(1, 0.12375689)
        w.press('Back')
        wait_for(lambda: w.steps() == 0, 'Back to go into the step before')
        w.expect_status(0, 0.1255)

    def test_panel_and_canvas_show_the_same(self):
        w = self.window
        trace = run_cli('trace', 'article')
        h, out = trace['layers'][0], trace['layers'][1]
        w.press('Next')
        wait_for(lambda: 'output not' in self.hidden(), 'the walk to begin')
        self.assertTrue(w.says('–'), 'what is not computed yet is not shown as –')
        for expected in (h['a'][0], out['z'][0], out['a'][0]):
            w.press('Next')
            wait_for(
                lambda: any(
                    abs(parse_number(number) - expected) < 6e-4
                    for n in w.nodes(w.find('Network'))
                    for number in re.findall(r'[-−]?\d+\.\d+', n.name or '')
                ),
                f'{expected} on the canvas',
            )
        self.assertTrue(w.says('ŷ'))

    def test_step_finishes_the_walk(self):
        w = self.window
        w.press('Next')
        w.press('Next')
        wait_for(lambda: 'delta not' in self.hidden(), 'the walk to begin')
        w.press('Step')
        w.expect_status(1, 0.12375689)
        wait_for(lambda: 'not computed' not in self.hidden(), 'everything to be shown again')


if __name__ == '__main__':
    main()
