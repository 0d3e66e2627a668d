/* Inputs that are the pixels of a picture.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/gradus-symbol.h"

/* Whether the inputs are the pixels of a picture, row by row from the top left: where there are
 * 64 or 784 of them (8 x 8 or 28 x 28, as digits come), or where the names count rows and columns,
 * p00 p01 p02 ... p10 p11 ..., up to ten of each. Nothing else tells pixels from other numbers. */
bool gradus_image_find (const GradusNames *names, size_t *columns, size_t *rows);
