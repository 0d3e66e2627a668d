/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-notation.h"

#include <string.h>

static const GradusLetters letters[GRADUS_N_NOTATIONS] = {
  [GRADUS_NOTATION_NAMES] = { "names", "z", "", "", "y", "L" },
  [GRADUS_NOTATION_Z_A] = { "z-a", "z", "a", "out", "y", "C" },
  [GRADUS_NOTATION_NET_OUT] = { "net-out", "net", "out", "o", "target", "E" },
  [GRADUS_NOTATION_O_T] = { "o-t", "net", "o", "out", "t", "E" },
};

const GradusLetters *
gradus_notation_letters (GradusNotation notation)
{
  return &letters[notation < GRADUS_N_NOTATIONS ? notation : GRADUS_NOTATION_NAMES];
}

bool
gradus_notation_from_name (const char *name, GradusNotation *notation)
{
  for (int i = 0; i < GRADUS_N_NOTATIONS; i++)
    if (strcmp (letters[i].name, name) == 0)
      {
        *notation = (GradusNotation) i;
        return true;
      }
  return false;
}
