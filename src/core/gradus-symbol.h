/* The symbols people see: x₁, w₃, b₁, z_h, z_out, h, ŷ, δ_h, ∂L/∂w₁, as UTF-8.
 * A symbol with a subscript is written "z_h" or, for digits, with Unicode
 * subscripts "w₁"; the formula layout sets both as real subscripts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/gradus-notation.h"
#include "core/gradus-stage.h"

#define GRADUS_SYMBOL_SIZE 160 /* bytes that hold any symbol with names cut to GRADUS_NAME_SIZE */
#define GRADUS_NAME_SIZE   64  /* bytes of a neuron's name, with its final 0; documents refuse longer ones */

/* Names of inputs and neurons of one shape, and the letters that symbols are written with. */
typedef struct
{
  GradusNotation notation;
  size_t n_inputs;
  size_t n_neurons;
  size_t n_outputs;
  char (*inputs)[GRADUS_NAME_SIZE];
  char (*neurons)[GRADUS_NAME_SIZE]; /* by gradus_shape_neuron() */
} GradusNames;

/* Default names: x₁ …; hidden neurons h₁ … (h where there is only one in all
 * hidden layers; h₁₁ style "h1.2" = layer.neuron where there are several hidden layers);
 * outputs ŷ, or ŷ₁ … where there are several. NULL only where memory ran out. */
GradusNames *gradus_names_new (const GradusShape *shape);
GradusNames *gradus_names_copy (const GradusNames *names);
void gradus_names_free (GradusNames *names);

/* Each writes a symbol into `buffer` (GRADUS_SYMBOL_SIZE bytes) and returns it. */
char *gradus_symbol_input (const GradusNames *names, size_t input, char buffer[]); /* x₁ */
char *gradus_symbol_neuron (const GradusNames *names,
                            const GradusShape *shape,
                            size_t layer,
                            size_t neuron,
                            char buffer[]); /* h, ŷ; what the neuron itself is called */
char *gradus_symbol_activation (const GradusNames *names,
                                const GradusShape *shape,
                                size_t layer,
                                size_t neuron,
                                char buffer[]); /* h, ŷ; in other notations a_h, out_o */
char *gradus_symbol_z (const GradusNames *names,
                       const GradusShape *shape,
                       size_t layer,
                       size_t neuron,
                       char buffer[]); /* z_h, z_out */
char *gradus_symbol_delta (const GradusNames *names,
                           const GradusShape *shape,
                           size_t layer,
                           size_t neuron,
                           char buffer[]);                                             /* δ_h, δ_out */
char *gradus_symbol_parameter (const GradusShape *shape, size_t index, char buffer[]); /* w₁, b₁ */
char *
gradus_symbol_target (const GradusNames *names, const GradusShape *shape, size_t output, char buffer[]); /* y, y₁ */
char *
gradus_symbol_gradient (const GradusNames *names, const GradusShape *shape, size_t index, char buffer[]); /* ∂L/∂w₁ */

/* The quantity a stage reveals: z_h, h, L, ∂L/∂ŷ, ∂ŷ/∂z_out, ∂L/∂z_out (DELTA), ∂L/∂w₁, w₁ (UPDATE).
 * Documents name quantities the same way. APPLY has the empty symbol. */
char *gradus_symbol_stage (const GradusNames *names, const GradusShape *shape, GradusStage stage, char buffer[]);

/* The stage whose symbol is `symbol`; false where there is none. */
bool
gradus_symbol_find_stage (const GradusNames *names, const GradusShape *shape, const char *symbol, GradusStage *stage);

/* The symbol of `names` for a quantity that the first notation calls `symbol`, say net_h for z_h, into `buffer`;
 * NULL, and nothing written, where the network has none of that name. */
char *gradus_symbol_from_names (const GradusNames *names, const GradusShape *shape, const char *symbol, char buffer[]);
