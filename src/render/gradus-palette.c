/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/gradus-palette.h"

#include <stddef.h>

#define RGB(hex)                                                                                                       \
  {                                                                                                                    \
    (((hex) >> 16) & 0xff) / 255.0, (((hex) >> 8) & 0xff) / 255.0, ((hex) &0xff) / 255.0                               \
  }

/* Orange for negative and blue for positive stay apart for every kind of colour
 * vision; the hues are GNOME's, so that the pictures sit well in their window. */
static const GradusPalette light = {
  .background = RGB (0xfafafa),
  .surface = RGB (0xffffff),
  .text = RGB (0x241f31),
  .dim_text = RGB (0x5e5c64),
  .line = RGB (0x6f6d75),
  .grid = RGB (0xe3e1e6),
  .positive = RGB (0x1c71d8),
  .negative = RGB (0xe66100),
  .positive_text = RGB (0x1a5fb4),
  .negative_text = RGB (0xb04300),
  .accent = RGB (0x1c71d8),
  .highlight = RGB (0x1f8f5c),
  .backward = RGB (0x813d9c),
};

static const GradusPalette dark = {
  .background = RGB (0x1e1e1e),
  .surface = RGB (0x2c2c2e),
  .text = RGB (0xf6f5f4),
  .dim_text = RGB (0xb4b1b8),
  .line = RGB (0x9a979e),
  .grid = RGB (0x3c3b40),
  .positive = RGB (0x62a0ea),
  .negative = RGB (0xff7800),
  .positive_text = RGB (0x99c1f1),
  .negative_text = RGB (0xffa348),
  .accent = RGB (0x78aeed),
  .highlight = RGB (0x57e389),
  .backward = RGB (0xdc8add),
};

static const GradusPalette light_contrast = {
  .background = RGB (0xffffff),
  .surface = RGB (0xffffff),
  .text = RGB (0x000000),
  .dim_text = RGB (0x2e2c33),
  .line = RGB (0x000000),
  .grid = RGB (0xb5b3ba),
  .positive = RGB (0x003f91),
  .negative = RGB (0x8f3700),
  .positive_text = RGB (0x003f91),
  .negative_text = RGB (0x8f3700),
  .accent = RGB (0x0b4fb3),
  .highlight = RGB (0x04603a),
  .backward = RGB (0x613583),
  .high_contrast = true,
};

static const GradusPalette dark_contrast = {
  .background = RGB (0x000000),
  .surface = RGB (0x000000),
  .text = RGB (0xffffff),
  .dim_text = RGB (0xdedce3),
  .line = RGB (0xffffff),
  .grid = RGB (0x5e5c64),
  .positive = RGB (0x99c1f1),
  .negative = RGB (0xffa348),
  .positive_text = RGB (0x99c1f1),
  .negative_text = RGB (0xffa348),
  .accent = RGB (0xb3d3ff),
  .highlight = RGB (0x8ff0a4),
  .backward = RGB (0xf0b4f0),
  .high_contrast = true,
};

static const GradusPalette print = {
  .background = RGB (0xffffff),
  .surface = RGB (0xffffff),
  .text = RGB (0x000000),
  .dim_text = RGB (0x4a4850),
  .line = RGB (0x4a4850),
  .grid = RGB (0xdcdadf),
  .positive = RGB (0x0b57a4),
  .negative = RGB (0xd45500),
  .positive_text = RGB (0x0b57a4),
  .negative_text = RGB (0xa54100),
  .accent = RGB (0x0b57a4),
  .highlight = RGB (0x147a4b),
  .backward = RGB (0x6b2f86),
};

const GradusPalette *
gradus_palette_get (GradusPaletteFlags flags)
{
  if (flags & GRADUS_PALETTE_PRINT)
    return &print;
  if (flags & GRADUS_PALETTE_HIGH_CONTRAST)
    return flags & GRADUS_PALETTE_DARK ? &dark_contrast : &light_contrast;
  return flags & GRADUS_PALETTE_DARK ? &dark : &light;
}
