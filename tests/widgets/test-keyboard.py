# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything without a mouse: the Tab key reaches every control, and every action has its key."""
import math

from gradus_window import BUTTONS, ENTRIES, SLIDERS, GradusTest, main, wait_for


HIDDEN_PAGES = ('Layers', 'Training', 'Data', 'Landscape', 'Check', 'Paths', 'Equations')


class Keyboard(GradusTest):
    def describe(self, node):
        return None if node is None else (node.getRoleName(), node.name)

    def press_tab(self, key='Tab'):
        before = self.describe(self.window.focused())
        self.window.key(key)
        return wait_for(lambda: self.describe(self.window.focused()) != before and self.window.focused(), 'the focus to move on')

    def test_tab_reaches_everything(self):
        w = self.window
        # GTK 4.8 does not say what is showing: the pages that are not are known by their names.
        hidden = {
            self.describe(n)
            for page in w.nodes()
            if page.name in HIDDEN_PAGES and page.getRoleName() != 'page tab'
            for n in w.nodes(page)
        }
        wanted = {
            self.describe(n)
            for n in w.nodes()
            if n.getRoleName() in BUTTONS | SLIDERS | ENTRIES and w.has_state(n, 'VISIBLE', 'SENSITIVE', 'FOCUSABLE')
        }
        wanted = {n for n in wanted - hidden if n[1] not in ('Minimize', 'Maximize', 'Close')}  # the window manager's
        network = {self.describe(n) for n in w.nodes(w.find('Network'))}
        wanted -= network
        self.assertGreater(len(wanted), 25)
        seen = []
        in_network = 0
        for _ in range(2 * len(wanted) + 20):
            found = self.describe(self.press_tab())
            if found in seen and len(seen) > 5 and found == seen[0]:
                break
            seen.append(found)
            in_network += found in network
        self.assertEqual(wanted - set(seen), set(), 'the Tab key does not reach these')
        self.assertEqual(in_network, 1, 'the network is one Tab stop')

    def test_actions_have_their_keys(self):
        w = self.window
        w.key('ctrl+z')  # nothing to undo: nothing happens
        w.activate('win.step')
        w.expect_status(1)
        w.key('ctrl+z')
        w.expect_status(0)
        w.key('ctrl+shift+z')
        w.expect_status(1, 0.12375689)

    def test_training_keys(self):
        w = self.window
        w.key('ctrl+Return')
        w.expect_status(1)
        w.key('ctrl+y')  # nothing to do again
        w.key('s')
        w.expect_status(2)
        w.key('ctrl+r')
        w.expect_status(0, 0.1255)
        w.key('ctrl+t')
        w.expect_status(1000, 0.00312)
        w.key('ctrl+z')
        w.expect_status(0)
        w.key('ctrl+y')
        w.expect_status(1000)
        for key in ('F5', 'p'):
            steps = w.steps()
            w.key(key)
            wait_for(lambda: w.steps() > steps, f'{key} to play')
            w.key(key)
            w.button('Play')

    def test_walking_keys(self):
        w = self.window

        def expect_number(number):
            wait_for(lambda: f' {number} of ' in w.status(), f'number {number} of the step')

        for number, key in enumerate(('alt+Right', 'n', 'Page_Down'), start=1):
            w.key(key)
            expect_number(number)
        for number, key in ((2, 'alt+Left'), (1, 'b')):
            w.key(key)
            expect_number(number)

    def test_dialog_keys(self):
        w = self.window
        for key, title in (('ctrl+e', 'Export Loss Plot'), ('ctrl+o', 'Open'), ('ctrl+s', 'Save As'), ('F1', ''), ('shift+F1', '')):
            with self.subTest(key):
                w.key(key)
                wait_for(lambda: len(w.frames()) == 2 and (not title or title in w.window_names()), 'the dialog')
                wait_for(lambda: w.active_window_name() != w.frame.name, 'the dialog to be active')
                w.key('Escape')
                wait_for(lambda: w.active_window_name() == w.frame.name, 'Escape to close it')

    def test_zoom_keys(self):
        w = self.window

        def width():
            node = next(n for n in w.nodes(w.find('Network')) if (n.name or '').startswith('Hidden neuron'))
            return node.queryComponent().getExtents(1).width

        before = width()
        w.key('ctrl+plus')
        w.key('ctrl+plus')
        wait_for(lambda: width() > before, 'the zoom')
        w.key('ctrl+0')
        wait_for(lambda: width() == before, 'the whole network')
        w.key('ctrl+minus')
        wait_for(lambda: width() < before, 'the zoom')

    def test_ctrl_w_closes(self):
        w = self.window
        w.key('ctrl+w')
        wait_for(lambda: w.process.poll() is not None, 'the program to end')

    def test_help_window_lists_keys_that_work(self):
        w = self.window
        w.key('ctrl+shift+slash')
        dialog = w.dialog()
        wait_for(lambda: w.find_all('Undo', None, dialog) or w.says('Undo', dialog), 'the list of shortcuts')
        w.key('Escape')
        wait_for(lambda: len(w.frames()) == 1, 'Escape to close it')

    def test_main_menu_by_f10(self):
        w = self.window
        w.key('F10')

        def items():
            return [n for n in w.nodes() if n.getRoleName() == 'menu item']

        wait_for(lambda: any(w.has_state(n, 'FOCUSED') for n in items()), 'the focus in the main menu')
        names = [n.name for n in items()]
        # Newer releases of GTK tell no names of menu items.
        self.assertTrue(names.count('About Gradus') == 1 or not any(names), names)
        w.key('Escape')

    def test_about(self):
        w = self.window
        w.activate('app.about')
        wait_for(lambda: w.says('Gradus', w.dialog()), 'the about window')
        w.key('Escape')

    def test_preferences(self):
        w = self.window
        w.key('ctrl+comma')
        dialog = w.dialog()
        wait_for(lambda: w.says('Digits', dialog) or w.says('digits', dialog), 'the preferences')
        w.key('Escape')

    def test_ctrl_q_quits(self):
        w = self.window
        w.key('ctrl+q')
        wait_for(lambda: w.process.poll() is not None, 'the program to end')

    def test_learning_rate_by_keyboard(self):
        w = self.window
        slider = w.slider('Learning rate')
        w.tab_to(slider)
        w.key('Right')
        wait_for(lambda: w.value('Learning rate') > 0.1, 'the rate to grow')
        self.assertFalse(math.isclose(w.value('Learning rate'), 0.1))


if __name__ == '__main__':
    main()
