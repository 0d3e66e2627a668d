# SPDX-License-Identifier: GPL-3.0-or-later
"""The letters of textbooks, the factor before a squared error, and a walk through a lesson that prints other numbers."""
import math
import os
import re

from gradus_window import GradusTest, main, wait_for

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
RADIO = {'radio button', 'check box'}
LETTERS, SQUARES = range(2)  # the groups of choices, in the order of Tab
STAGES = 29  # of one step of the lesson's network


class Conventions(GradusTest):
    def part(self, pattern):
        names = [node.name or '' for node in self.window.nodes(self.window.find('Network'))]
        return next((name for name in names if re.search(pattern, name)), None)

    def choose(self, group, index):
        """With the keyboard alone: the groups follow each other, and arrows go through the choices of one."""
        w = self.window
        w.key('ctrl+k')
        w.find('net, out, target, E', RADIO)
        for _ in range(group):
            w.key('Tab')
        for _ in range(3):
            w.key('Up')
        for _ in range(index):
            w.key('Down')
        w.key('Escape')

    def test_letters(self):
        w = self.window
        self.choose(LETTERS, 2)
        wait_for(lambda: w.find_all('Target target'), 'the target by its other letter')
        wait_for(lambda: self.part(r'^Hidden neuron h, net 1\.10*, output 0\.750'), 'net of h')
        self.assertTrue(self.part(r'^Output neuron o, net 0\.600'))
        self.assertTrue(self.part(r'^Loss E, 0\.125'))
        w.expect('∂E/∂w₁')
        w.expect('out_o')
        self.assertFalse(w.says('∂L/∂w₁'))
        w.key('ctrl+z')  # nothing to undo: letters are no edit
        self.choose(LETTERS, 0)
        wait_for(lambda: self.part(r'^Hidden neuron h, z 1\.10*'), 'the first letters again')

    def test_factor(self):
        w = self.window
        self.choose(SQUARES, 1)
        w.expect_status(steps=0, loss=0.06276)
        self.assertTrue(math.isclose(w.value('Learning rate'), 0.2, rel_tol=1e-9), w.value('Learning rate'))
        w.press('Step')
        wait_for(lambda: math.isclose(w.value('Weight w₃'), 0.8121620835, abs_tol=1e-9), 'the step that the whole square makes')
        w.key('ctrl+z')
        w.key('ctrl+z')
        w.expect_status(steps=0, loss=0.1255)
        self.assertTrue(math.isclose(w.value('Learning rate'), 0.1, rel_tol=1e-9), w.value('Learning rate'))


class Lesson(GradusTest):
    arguments = (os.path.join(TOP, 'data', 'lessons', 'macleod.gradus'),)

    def test_walk(self):
        """The slip in print: the lesson shows the right number, the printed one and the reason, once the walk is there."""
        w = self.window
        w.expect_status(steps=0)
        self.assertTrue(w.says('Source: Christopher MacLeod'))
        self.assertTrue(w.says('Printed 0.09916, exact 0.0990709'))
        self.assertTrue(w.says('through the weights from after their update'))
        w.activate('win.next')
        wait_for(lambda: not w.says('Printed 0.09916'), 'the number to be hidden')
        for _ in range(STAGES - 1):
            w.activate('win.next')
        w.expect_status(steps=1)


if __name__ == '__main__':
    main()
