/* The letters of textbooks: what one book calls net and out another calls z and a.
 * A notation is a matter of display. Documents are written in the first one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

typedef enum
{
  GRADUS_NOTATION_NAMES,   /* z_h, h, z_out, ŷ, y, L: an activation goes by the name of its neuron */
  GRADUS_NOTATION_Z_A,     /* z_h, a_h, z_out, a_out, y, C */
  GRADUS_NOTATION_NET_OUT, /* net_h, out_h, net_o, out_o, target, E */
  GRADUS_NOTATION_O_T,     /* net_h, o_h, net_out, o_out, t, E */
  GRADUS_N_NOTATIONS
} GradusNotation;

typedef struct
{
  const char *name;       /* in settings: "names", "z-a", "net-out", "o-t" */
  const char *z;          /* the letter of a pre-activation */
  const char *activation; /* the letter of an activation; "" where the neuron's name stands for it */
  const char *output;     /* what stands for an output neuron that has no name of its own; "" for ŷ */
  const char *target;
  const char *loss;
} GradusLetters;

/* Static; never NULL. */
const GradusLetters *gradus_notation_letters (GradusNotation notation);

/* False, and `notation` untouched, where none has that name. */
bool gradus_notation_from_name (const char *name, GradusNotation *notation);
