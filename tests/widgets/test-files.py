# SPDX-License-Identifier: GPL-3.0-or-later
"""Opening, saving and exporting, through the file dialogs."""
import csv
import json
import math
import os
import re
import struct

from gi.repository import GLib

from gradus_window import GradusTest, Window, main, run_cli, wait_for


def png_size(path):
    with open(path, 'rb') as file:
        header = file.read(24)
    assert header[:8] == b'\x89PNG\r\n\x1a\n', f'{path} is no PNG'
    return struct.unpack('>II', header[16:24])


class Export(GradusTest):
    def path(self, *parts):
        return os.path.join(self.window.folder, *parts)

    def export(self, path, width=None, height=None):
        w = self.window
        w.press('Export Loss Plot')
        if width is not None:
            self.fill(re.compile('^Width'), width)
            self.fill(re.compile('^Height'), height)
        w.press('Choose File…')
        w.choose_file(path, 'Save')

    def fill(self, name, number):
        node = self.window.find(name, {'spin button'})
        node.queryValue().currentValue = number
        wait_for(lambda: node.queryValue().currentValue == number, f'{name} of {number}')

    def test_png_of_the_size_that_was_chosen(self):
        w = self.window
        w.press('Train 1000')
        w.expect_status(1000)
        path = self.path('plot.png')
        self.export(path, 1000, 500)
        wait_for(lambda: os.path.exists(path), 'the picture')
        self.assertEqual(png_size(path), (1000, 500))

    def test_csv_holds_the_losses(self):
        w = self.window
        w.press('Step')
        w.expect_status(1)
        path = self.path('plot.csv')
        self.export(path)
        wait_for(lambda: os.path.exists(path) and os.path.getsize(path), 'the table')
        with open(path, newline='') as file:
            rows = [row for row in csv.reader(file) if row and row[0].isdigit()]
        self.assertEqual([int(row[0]) for row in rows], [0, 1])
        self.assertTrue(math.isclose(float(rows[0][1]), 0.12552571851659558, rel_tol=1e-12))
        self.assertTrue(math.isclose(float(rows[1][1]), 0.12375689266190, rel_tol=1e-10))

    def test_svg_and_pdf(self):
        for suffix, magic in (('svg', b'<?xml'), ('pdf', b'%PDF')):
            with self.subTest(suffix):
                path = self.path(f'plot.{suffix}')
                self.export(path)
                wait_for(lambda: os.path.exists(path) and os.path.getsize(path), 'the picture')
                with open(path, 'rb') as file:
                    self.assertTrue(file.read(8).startswith(magic))

    def test_a_failed_export_says_why_and_leaves_nothing(self):
        w = self.window
        self.export('/dev/full/plot.png')
        wait_for(lambda: w.says('plot.png') or w.says('/dev/full'), 'the reason')
        w.expect_status(0, 0.1255)

    def test_a_failed_export_over_a_file_leaves_it(self):
        if os.geteuid() == 0:
            self.skipTest('everything is writable for the superuser')
        folder = self.path('locked')
        os.mkdir(folder)
        os.chmod(folder, 0o555)
        self.addCleanup(os.chmod, folder, 0o755)
        self.export(os.path.join(folder, 'plot.png'))
        wait_for(lambda: self.window.says('plot.png'), 'the reason')
        self.assertEqual(os.listdir(folder), [])


class Documents(GradusTest):
    def path(self, name):
        return os.path.join(self.window.folder, name)

    def write(self, name, text):
        path = self.path(name)
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)
        return path

    def save(self, path):
        self.window.key('ctrl+s')
        self.window.choose_file(path, 'Save')
        wait_for(lambda: os.path.exists(path) and os.path.getsize(path), 'the document')

    def open(self, path):
        self.window.key('ctrl+o')
        self.window.choose_existing_file(path)

    def test_a_saved_session_opens_again_where_it_was(self):
        w = self.window
        w.press('Train 1000')
        w.expect_status(1000)
        path = self.path('mine.gradus')
        self.save(path)
        with open(path, encoding='utf-8') as file:
            json.load(file)
        self.assertTrue(math.isclose(run_cli('trace', path)['loss'], 0.0031184431624350, rel_tol=1e-9))
        w.press('Reset')
        w.expect_status(0)
        self.open(path)
        w.expect_status(1000, 0.00312)
        w.press('Step')
        w.expect_status(1001)

    def test_a_broken_document_is_refused_and_nothing_changes(self):
        w = self.window
        w.press('Step')
        w.expect_status(1)
        path = self.write('broken.gradus', '{ "gradus": 1, "network": ')
        self.open(path)
        wait_for(lambda: w.says('broken.gradus'), 'the message that names the file')
        w.expect_status(1, 0.12375689)


class CommandLine(GradusTest):
    def setUp(self):
        pass

    def tearDown(self):
        pass

    def test_a_file_as_argument(self):
        first = Window()
        self.addCleanup(first.remove)
        first.press('Step')
        first.expect_status(1)
        path = os.path.join(first.folder, 'one.gradus')
        first.key('ctrl+s')
        first.choose_file(path, 'Save')
        wait_for(lambda: os.path.exists(path) and os.path.getsize(path), 'the document')
        self.assertEqual(first.quit(), 0)
        second = Window(path)
        self.addCleanup(second.remove)
        second.expect_status(1, 0.12375689)
        self.assertEqual(second.quit(), 0)

    def test_the_draft_stands_there_again_at_the_next_start(self):
        first = Window()
        self.addCleanup(first.remove)
        first.press('Step')
        first.expect_status(1)
        self.assertEqual(first.quit(), 0)
        second = Window(keep=first.folder)
        self.addCleanup(second.remove)
        second.expect_status(1, 0.12375689)
        self.assertTrue(second.find_all('Start Over'))

        # What is opened takes the draft's place, and the offer that went with it.
        second.activate('win.lesson', GLib.Variant('s', 'article'))
        second.expect_status(0, 0.1255)
        wait_for(lambda: second.says('Opened “Two inputs'), 'the offer to have the draft back')
        wait_for(lambda: not second.find_all('Start Over'), 'the old offer to be gone')
        second.activate('win.reopen')
        second.expect_status(1, 0.12375689)
        self.assertEqual(second.quit(), 0)


if __name__ == '__main__':
    main()
