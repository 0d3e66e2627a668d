/* Pictures into files: PNG, SVG, PDF by suffix, written whole or not at all.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <gio/gio.h>

G_BEGIN_DECLS

#define GRADUS_EXPORT_MIN_SIZE 64
#define GRADUS_EXPORT_MAX_SIZE 16384

typedef void (*GradusPaintFunc) (cairo_t *cr, double width, double height, gpointer data);

/* Paints a picture of width x height (pixels in PNG and SVG; in PDF points of 1/96 inch) into `file`.
 * Errors: G_IO_ERROR_NOT_SUPPORTED for an unknown suffix (the message names those that work),
 * G_IO_ERROR_INVALID_ARGUMENT for a size out of range, and what writing the file gives. */
gboolean gradus_export_picture (GFile *file,
                                int width,
                                int height,
                                GradusPaintFunc paint,
                                gpointer data,
                                GCancellable *cancellable,
                                GError **error);

/* How large text is in a picture of width x height: it grows with it, so that a slide reads like a page. */
double gradus_export_text_scale (double width, double height);

/* Writes `bytes` whole or not at all. */
gboolean gradus_export_bytes (GFile *file, GBytes *bytes, GCancellable *cancellable, GError **error);

G_END_DECLS
