# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands there at the start, and what everything is called."""
import math
import re
import unittest

from gradus_window import BUTTONS, ENTRIES, SLIDERS, TYPE_NAME, GradusTest, main, parse_number, run_cli, wait_for

START = {
    'Input x₁': 1,
    'Input x₂': 2,
    'Target y': 1,
    'Weight w₁': 0.5,
    'Weight w₂': 0.3,
    'Weight w₃': 0.8,
    'Learning rate': 0.1,
}
# What people operate; these need a name.
CONTROLS = BUTTONS | SLIDERS | ENTRIES | {'image', 'check box', 'combo box', 'spin button', 'switch', 'radio button', 'menu item'}


def is_doubled(name):
    """A name written twice, "Step Step" or "StepStep": what a mnemonic does on some releases."""
    words = name.split()
    half = len(words) // 2
    return (len(words) >= 2 and len(words) % 2 == 0 and words[:half] == words[half:]) or (
        len(name) >= 4 and len(name) % 2 == 0 and name[: len(name) // 2] == name[len(name) // 2 :]
    )


class Start(GradusTest):
    def test_numbers_of_the_article(self):
        w = self.window
        self.assertRegex(w.status(), r'^Step 0, loss 0\.125[56]')
        for name, value in START.items():
            with self.subTest(name):
                self.assertTrue(math.isclose(w.value(name), value, abs_tol=1e-9), w.value(name))
                self.assertEqual(parse_number(w.entry_text(f'{name} value')), value)

    def test_canvas_says_what_it_shows(self):
        w = self.window
        network = w.find('Network')
        self.assertRegex(network.description, r'0\.125[56]')
        names = [node.name for node in w.nodes(network)]
        for expected in (
            r'^Input x₁, 1(\.0+)?$',
            r'^Input x₂, 2(\.0+)?$',
            r'^Weight w₁ from x₁ to h, 0\.50*, gradient −0\.024',
            r'^Weight w₂ from x₂ to h, 0\.30*, gradient −0\.048',
            r'^Hidden neuron h, z 1\.10*, output 0\.750\d*, delta −0\.024',
            r'^Weight w₃ from h to ŷ, 0\.80*, gradient −0\.121',
            r'^Output neuron ŷ, z 0\.600\d*, output 0\.645\d*|^Output neuron ŷ, z 0\.600\d*, output 0\.646',
            r'^Target y, 1(\.0+)?$',
            r'^Loss L, 0\.125',
        ):
            with self.subTest(expected):
                self.assertEqual(len([n for n in names if re.search(expected, n or '')]), 1, names)

    def test_loss_plot_says_what_it_shows(self):
        plot = self.window.find('Loss plot')
        self.assertIn(plot.getRoleName(), ('image', 'icon', 'canvas', 'drawing area', 'graphic'))
        self.assertTrue(plot.description)

    def test_panel_says_what_the_session_holds(self):
        w = self.window
        trace = run_cli('trace', 'article')
        gradient = trace['layers'][0]['dL_dW'][0][0]
        w.expect('∂L/∂w₁ = ∂L/∂ŷ · ∂ŷ/∂z_out · ∂z_out/∂h · ∂h/∂z_h · ∂z_h/∂w₁')
        text = next(t for n in w.nodes() for t in [w.text_of(n)] if '∂L/∂w₁ = ∂L/∂ŷ · ∂ŷ/∂z_out' in t)
        for number in (
            trace['layers'][1]['dL_da'][0],
            trace['layers'][1]['dL_dz'][0] / trace['layers'][1]['dL_da'][0],
            trace['layers'][1]['weights'][0][0],
            trace['layers'][0]['dL_dz'][0] / trace['layers'][0]['dL_da'][0],
            gradient,
        ):
            shown = [float(t.replace('−', '-')) for t in re.findall(r'[-−]?\d+\.\d+', text)]
            with self.subTest(number=number):
                self.assertTrue(any(abs(s - number) < 6e-4 for s in shown), f'{number} is not in {text!r}')

    def test_every_control_has_a_name(self):
        w = self.window
        for node, _ in w.walk():
            name = node.name or ''
            role = node.getRoleName()
            # GTK makes a drop-down of a button of its own, which nobody meets beside the drop-down.
            if role not in CONTROLS or node.parent.getRoleName() == 'combo box':
                continue
            if name == 'GtkImage' and self.is_in_drop_down(node):
                continue
            with self.subTest(self.describe(node)):
                self.assertNotEqual(name.strip(), '', 'it has no name')
                self.assertFalse(TYPE_NAME.match(name), 'it is called by its type')
                self.assertFalse(is_doubled(name), 'its name is doubled')

    @staticmethod
    def is_in_drop_down(node):
        while node is not None and node.getRoleName() not in ('combo box', 'application'):
            node = node.parent
        return node is not None and node.getRoleName() == 'combo box'

    @staticmethod
    def describe(node):
        path = []
        while node is not None and node.getRoleName() != 'application':
            path.append(f'{node.getRoleName()} {node.name!r}')
            node = node.parent
        return ' < '.join(path)


class German(GradusTest):
    language = 'de'

    def test_names_are_german(self):
        w = self.window
        self.assertRegex(w.status(), r'^Schritt 0, ')
        names = {node.name for node in w.nodes()}
        for english in ('Step', 'Next', 'Back', 'Reset', 'Play', 'Learning rate', 'Loss plot', 'Network', 'Train 1000'):
            with self.subTest(english):
                self.assertNotIn(english, names)
        for german in ('Lernrate', 'Netz'):
            with self.subTest(german):
                self.assertTrue(any(german in (name or '') for name in names), sorted(filter(None, names)))
        wait_for(lambda: any('Gewicht w₁' in (name or '') for name in names), 'the weight in German')


if __name__ == '__main__':
    main()
