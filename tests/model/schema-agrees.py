#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""data/gradus.schema.json says the same as the reader over the documents here: it takes good/ and the built-in lessons,
refuses bad/, and takes meaning/, whose faults (sizes that do not fit, names of no quantity) no schema can see. That the
reader takes good/ and refuses the others is the business of test-document-corpus.c, by refused.tsv."""
import json
import os
import sys

try:
    import jsonschema
    Validator = jsonschema.Draft202012Validator
except (ImportError, AttributeError):
    print('python3-jsonschema is not here, or too old')
    sys.exit(77)

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
DOCUMENTS = os.path.join(HERE, 'documents')


def read(path):
    with open(path, encoding='utf-8') as file:
        return json.load(file)


def main():
    schema = read(os.path.join(TOP, 'data', 'gradus.schema.json'))
    Validator.check_schema(schema)
    validator = Validator(schema)
    with open(os.path.join(DOCUMENTS, 'refused.tsv'), encoding='utf-8') as file:
        refused = {line.split('\t')[0] for line in file if not line.startswith('#')}
    lessons = os.path.join(TOP, 'data', 'lessons')
    cases = [(os.path.join(lessons, name), True) for name in os.listdir(lessons) if name.endswith('.gradus')]
    passed = failed = 0

    def check(condition, complaint):
        nonlocal passed, failed
        if condition:
            passed += 1
        else:
            failed += 1
            print(complaint)

    for folder, expected in (('good', True), ('bad', False), ('meaning', True), ('syntax', None)):
        for name in sorted(os.listdir(os.path.join(DOCUMENTS, folder))):
            listed = f'{folder}/{name[:-len(".gradus")]}' in refused
            check(listed == (folder != 'good'), f'{folder}/{name}: refused.tsv and the folder contradict each other')
            if expected is not None:
                cases.append((os.path.join(DOCUMENTS, folder, name), expected))
    for path, expected in cases:
        errors = [error.message for error in validator.iter_errors(read(path))]
        check((not errors) == expected, f'{path}: ' + (f'the schema refuses it: {errors}' if errors else 'the schema takes it'))
    print(f'{passed} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
