# SPDX-License-Identifier: GPL-3.0-or-later
"""New, Save, Save As and the documents of last time."""
import json
import os

from gradus_window import BUTTONS, GradusTest, main, wait_for


class Documents(GradusTest):
    def path(self, name):
        return os.path.join(self.window.folder, name)

    @staticmethod
    def saved_steps(path):
        try:
            with open(path, encoding='utf-8') as file:
                return json.load(file)['state']['steps']
        except FileNotFoundError:
            return None

    def save_first(self, path, key='ctrl+s'):
        self.window.key(key)
        self.window.choose_file(path, 'Save')
        wait_for(lambda: self.saved_steps(path) is not None, 'the document')
        self.expect_title(os.path.basename(path))

    def expect_title(self, subtitle, changed=False):
        w = self.window
        w.expect(f'{subtitle} • not saved' if changed else subtitle)
        wait_for(lambda: w.frame.name.startswith('• ') == changed, lambda: f'the mark of changes in {w.frame.name!r}')

    def step(self, steps):
        self.window.activate('win.step')
        self.window.expect_status(steps)

    def answer(self, label):
        w = self.window
        w.find(w.dialog_button(label), BUTTONS, w.dialog()).queryAction().doAction(0)

    def test_save_asks_where_only_once_and_the_title_tells_of_changes(self):
        w = self.window
        self.step(1)
        path = self.path('one.gradus')
        self.save_first(path)
        self.expect_title('one.gradus')
        self.step(2)
        self.expect_title('one.gradus', changed=True)
        w.key('ctrl+z')
        w.expect_status(1)
        self.expect_title('one.gradus')
        self.step(2)
        w.key('ctrl+s')
        wait_for(lambda: self.saved_steps(path) == 2, 'the file to be written again')
        self.expect_title('one.gradus')

        other = self.path('other.gradus')
        self.step(3)
        self.save_first(other, 'ctrl+shift+s')
        self.assertEqual((self.saved_steps(path), self.saved_steps(other)), (2, 3))

    def test_a_file_that_another_program_has_changed_is_asked_about(self):
        w = self.window
        self.step(1)
        path = self.path('one.gradus')
        self.save_first(path)
        foreign = '{"state": {"steps": "theirs"}}'
        with open(path, 'w', encoding='utf-8') as file:
            file.write(foreign)
        os.utime(path, (1, 1))
        self.step(2)

        w.key('ctrl+s')
        w.expect('The file has changed on the disk')
        self.answer('Cancel')
        wait_for(lambda: len(w.frames()) == 1, 'the question to close')
        self.assertEqual(self.saved_steps(path), 'theirs')

        w.key('ctrl+s')
        w.expect('The file has changed on the disk')
        self.answer('Overwrite')
        wait_for(lambda: self.saved_steps(path) == 2, 'the file to be written over')
        self.expect_title('one.gradus')
        self.step(3)
        w.key('ctrl+s')
        wait_for(lambda: self.saved_steps(path) == 3, 'no question about its own writing')

    def test_new_is_a_network_that_learns(self):
        w = self.window
        self.step(1)
        w.key('ctrl+n')
        w.expect_status(0)
        w.expect('New Network')
        w.expect('Draft')
        before = w.loss()
        w.press('Train 1000')
        w.expect_status(1000)
        self.assertLess(w.loss(), before / 2)
        self.save_first(self.path('xor.gradus'))
        w.expect('xor.gradus')

    def test_recent_documents_open_and_missing_ones_leave_the_list(self):
        w = self.window
        self.step(1)
        first, second = self.path('first_one.gradus'), self.path('second.gradus')
        self.save_first(first)
        self.step(2)
        self.save_first(second, 'ctrl+shift+s')

        def open_list():
            w.click(*w.place(w.button('Recent documents')))

        def items():
            found = [n for n in w.nodes() if n.getRoleName() == 'menu item']
            named = [n for n in found if n.name.endswith('.gradus')]
            return named or [n for n in found if not n.name and w.has_state(n, 'SHOWING')]

        def choose(place, of):
            """The newest stands first. By their places, because newer releases of GTK tell no names of menu items."""
            open_list()
            wait_for(lambda: len(items()) == of, f'a list of {of}')
            items()[place].queryAction().doAction(0)

        choose(1, of=2)
        w.expect_status(1)
        self.expect_title('first_one.gradus')
        os.remove(second)
        choose(1, of=2)
        w.expect('It was taken off the list')
        w.expect_status(1)
        self.answer('Close')
        wait_for(lambda: len(w.frames()) == 1, 'the message to close')
        open_list()
        wait_for(lambda: len(items()) == 1, 'a list of one')
        self.assertIn(items()[0].name, ('first_one.gradus', ''))
        w.key('Escape')


if __name__ == '__main__':
    main()
