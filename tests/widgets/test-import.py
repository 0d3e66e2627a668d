# SPDX-License-Identifier: GPL-3.0-or-later
"""Data of one's own: a table is looked at, then used."""
import atexit
import json
import os
import shutil
import tempfile

from gradus_window import BUTTONS, ENTRIES, GradusTest, main, wait_for

FLOWERS = (
    'length;width;colour;kind\n'
    '1,5;2,25;red;rose\n'
    '2,5;1,75;white;tulip\n'
    ';1,25;red;rose\n'
    '3,5;0,75;white;daisy\n'
    '4,5;0,5\n'
    '5,5;0,25;red;tulip\n'
)

DOCUMENT = {
    'gradus': 1,
    'title': 'Flowers',
    'network': {
        'inputs': 1,
        'layers': [{'neurons': 2, 'activation': 'tanh'}, {'neurons': 3, 'activation': 'softmax'}],
    },
    'loss': 'cross-entropy',
    'data': {'csv': 'moved.csv', 'inputs': ['width'], 'targets': ['kind']},
    'training': {'optimizer': 'sgd'},
}


FOLDER = tempfile.mkdtemp(prefix='gradus-tables-')
atexit.register(shutil.rmtree, FOLDER)


def write(name, text):
    path = os.path.join(FOLDER, name)
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)
    return path


class Import(GradusTest):
    """Asked for in the window."""

    def import_file(self, path):
        self.window.key('ctrl+i')
        self.window.choose_existing_file(path)

    def test_the_table_is_chosen_and_given_back(self):
        w = self.window
        self.import_file(write('flowers.csv', FLOWERS))
        w.expect('Inputs: 2, outputs: 3')
        w.press('Cancel')
        wait_for(lambda: len(w.frames()) == 1, 'the window to close')
        w.expect_status(0, 0.1255)

    def test_a_document_asks_for_its_table(self):
        w = self.window
        table = write('elsewhere.csv', FLOWERS.replace('4,5;0,5\n', ''))
        document = write('flowers.gradus', json.dumps(DOCUMENT))
        w.key('ctrl+o')
        w.choose_existing_file(document)
        w.expect('moved.csv')
        w.find(w.dialog_button('Choose File…'), BUTTONS, w.dialog()).queryAction().doAction(0)
        w.choose_existing_file(table)
        wait_for(lambda: 'Flowers' in w.frame.name, 'the document')
        w.expect_status(0)


class CommandLine(GradusTest):
    """Given on the command line, which goes the same way as a file that is dropped."""

    arguments = (write('flowers.csv', FLOWERS),)

    def use(self):
        w = self.window
        button = w.button('Use Data')
        wait_for(lambda: w.has_state(button, 'SENSITIVE'), 'data to use')
        w.press('Use Data')
        # While a window goes, GTK 4.8 has no answer to questions about what was in it.
        wait_for(lambda: 'Use Data of a Table' not in w.window_names(), 'the window to close')
        w.expect('The network has the data of')

    def test_semicolons_and_decimal_commas(self):
        w = self.window
        w.expect('Rows: 5, columns: 4, missing cells: 1.')
        w.expect('1 bad line is left out')
        w.expect('Text, 3 classes')
        w.expect('Numbers; 1 cell is missing')
        w.expect('2.25')  # a cell, read with its decimal comma
        w.expect('Inputs: 2, outputs: 3; 4 rows, all for training. The hidden layers are kept.')
        w.expect('Activation of the outputs: Softmax; loss: Cross-entropy.')
        w.expect('1 row with missing cells is left out.')
        share = w.find('Percent for testing', ENTRIES, w.dialog('Use Data of a Table'))
        share.queryEditableText().setTextContents('25')
        w.expect('3 rows for training, 1 for testing')
        w.expect_status(0, 0.1255)  # nothing has changed yet
        self.use()
        w.expect('width')
        w.expect('daisy')
        w.press('Step')
        w.expect_status(1)
        w.key('ctrl+z')
        w.expect_status(0)
        w.key('ctrl+z')
        w.expect_status(0, 0.1255)

    def test_cancel_changes_nothing(self):
        w = self.window
        w.expect('Inputs: 2, outputs: 3')
        w.press('Cancel')
        wait_for(lambda: len(w.frames()) == 1, 'the window to close')
        w.expect_status(0, 0.1255)
        self.assertFalse(w.has_state(w.button('Undo'), 'SENSITIVE'))


class Empty(GradusTest):
    arguments = (write('empty.csv', 'length;width\n'),)

    def test_a_file_that_is_no_table(self):
        w = self.window
        w.expect('There is a header but no row of data')
        self.assertFalse(w.has_state(w.button('Use Data'), 'SENSITIVE'))
        w.press('Cancel')
        w.expect_status(0, 0.1255)


class Texts(GradusTest):
    arguments = (write('texts.csv', 'a,b\nx,u\ny,v\n'),)

    def test_what_gives_no_data_is_said_in_place(self):
        w = self.window
        w.expect('Choose a column as an input.')
        self.assertFalse(w.has_state(w.button('Use Data'), 'SENSITIVE'))
        w.press('Cancel')


if __name__ == '__main__':
    main()
