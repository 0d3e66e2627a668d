/* The colours of every picture.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

typedef struct
{
  double red, green, blue;
} GradusColor;

typedef enum
{
  GRADUS_PALETTE_LIGHT = 0,
  GRADUS_PALETTE_DARK = 1 << 0,
  GRADUS_PALETTE_HIGH_CONTRAST = 1 << 1,
  GRADUS_PALETTE_PRINT = 1 << 2, /* light on white paper, whatever else is set */
} GradusPaletteFlags;

typedef struct
{
  GradusColor background;    /* of the picture */
  GradusColor surface;       /* inside of neurons, plot area */
  GradusColor text;          /* >= 4.5:1 on background and surface */
  GradusColor dim_text;      /* likewise; captions, "–" */
  GradusColor line;          /* outlines and axes, >= 3:1 */
  GradusColor grid;          /* decoration only */
  GradusColor positive;      /* >= 3:1, with solid strokes */
  GradusColor negative;      /* >= 3:1, always with a dash or a printed sign */
  GradusColor positive_text; /* the same hues, dark (light) enough for text */
  GradusColor negative_text;
  GradusColor accent;    /* selection */
  GradusColor highlight; /* what the pointer or the newest stage lights */
  GradusColor backward;  /* δ badges and turned arrows */
  bool high_contrast;    /* strokes are thicker, nothing rests on colour */
} GradusPalette;

const GradusPalette *gradus_palette_get (GradusPaletteFlags flags);
