#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What later GTK releases drop, and what differs between them, stands in gradus-compat and nowhere else."""
import re
import tree

BANNED = {
    r'GtkStyleContext|gtk_style_context_(?!add_provider_for_display\b)\w+': 'is on its way out (gradus-compat may)',
    r'GtkTree(View|Model|Store|Selection)\w*|GtkListStore|gtk_(tree_(view|store|model)|list_store)_\w+':
        'use GtkColumnView or GtkListView',
    r'GtkComboBox\w*|gtk_combo_box_\w+|GtkEntryCompletion': 'use GtkDropDown',
    r'GtkDialog|GtkMessageDialog|GtkInfoBar|gtk_(message_)?dialog_new\w*': 'use a toast, or gradus-compat',
    r'GtkFileDialog|gtk_file_dialog_\w+|GtkFileChooserDialog': 'use GtkFileChooserNative',
    r'AdwFlap|AdwLeaflet|AdwSqueezer|AdwViewSwitcherTitle|adw_(flap|leaflet)_\w+': 'libadwaita drops it',
    r'AdwToolbarView|AdwBreakpoint|AdwNavigation\w+|AdwOverlaySplitView|AdwSpinRow|AdwSwitchRow|AdwBanner|'
    r'AdwAlertDialog|AdwAboutDialog|AdwPreferencesDialog|AdwToggleGroup|AdwShortcutsDialog|AdwDialog':
        'is newer than libadwaita 1.2 (gradus-compat may)',
    r'gtk_widget_(show|hide)\b': 'use gtk_widget_set_visible()',
    r'gtk_widget_get_(allocation|allocated_\w+)|gtk_widget_translate_coordinates':
        'use gtk_widget_get_width() and _height(), gtk_widget_compute_point()',
    r'gtk_css_provider_load_from_data': 'load it from the resource',
    r'(GTK|ADW|GLIB)_CHECK_VERSION|G_GNUC_BEGIN_IGNORE_DEPRECATIONS': 'version differences belong to gradus-compat',
    r'G_APPLICATION_FLAGS_NONE': 'use G_APPLICATION_DEFAULT_FLAGS',
    r'gtk_accessible_announce|gtk_widget_get_color|gtk_show_about_dialog': 'differs between releases: gradus-compat',
    r'-ffast-math|-Ofast|-funsafe-math-optimizations': 'numbers must round alike everywhere',
}

complaints = tree.Complaints()
sources = tree.files('.c', '.h', '.ui', under='src') + tree.files('.ui', under='data') + tree.files('meson.build')
for path in sources:
    complaints.checked += 1
    if re.search(r'/gradus-compat[\w-]*\.[ch]$', path):
        continue
    text = tree.read(path)
    if path.endswith(('.c', '.h')):
        text = tree.without_comments(text)
    for pattern, advice in BANNED.items():
        for match in re.finditer(rf'(?<![\w-])(?:{pattern})', text):
            complaints.add(f'{path}:{text.count(chr(10), 0, match.start()) + 1}', f'{match.group(0)}: {advice}')
complaints.finish()
