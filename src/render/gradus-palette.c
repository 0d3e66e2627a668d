/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-palette.h"

#include <stddef.h>

const GradusPalette *
gradus_palette_get (GradusPaletteFlags flags)
{
  return NULL;
}
