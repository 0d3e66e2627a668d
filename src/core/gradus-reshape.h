/* From one network to another shape: what still fits is kept, the rest is drawn.
 *
 * A neuron of the new network is one of the old where the layers correspond and
 * both have a neuron of that number (counted without the one that was taken out);
 * a weight is kept where both its ends are,
 * a bias where its neuron is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/gradus-initialization.h"
#include "core/gradus-symbol.h"

/* The layer of the old shape that a layer of the new one was. */
#define GRADUS_LAYER_NEW ((size_t) -1)

typedef struct
{
  size_t layers[GRADUS_MAX_LAYERS]; /* by new layer; GRADUS_LAYER_NEW: there was none. Increasing. */

  /* Neuron `cut_neuron` of the old layer `cut_layer` was taken out; GRADUS_LAYER_NEW: none. */
  size_t cut_layer;
  size_t cut_neuron;
} GradusOrigins;

/* Every layer was the one of its number; for the same shape or other neuron counts. */
GradusOrigins gradus_origins_same (const GradusShape *from, const GradusShape *to);

/* A layer was put in at `place`, or the one at `place` taken out. */
GradusOrigins gradus_origins_added (size_t place);
GradusOrigins gradus_origins_removed (size_t place);

/* Neuron `neuron` of `layer` was taken out; those after it moved up by one. */
GradusOrigins gradus_origins_cut (const GradusShape *from, size_t layer, size_t neuron);

/* The same for how layers are drawn: each layer's own way goes where the layer goes. */
GradusInitialization gradus_initialization_reshape (const GradusInitialization *initialization,
                                                    const GradusOrigins *origins);

/* A network of the (valid) shape `to`. What is not kept is what
 * gradus_network_initialize() would draw there, so it depends on the seed alone
 * and not on the way to this shape. What was frozen stays so where it is kept.
 * NULL only where memory ran out. */
GradusNetwork *gradus_network_reshape (const GradusNetwork *network,
                                       const GradusShape *to,
                                       const GradusOrigins *origins,
                                       const GradusInitialization *initialization);

/* The names for it. Names that people gave stay with their neurons; usual names
 * become those of the new shape (the sole h becomes h₁ when another comes). No
 * two are the same. NULL only where memory ran out. */
GradusNames *gradus_names_reshape (const GradusNames *names,
                                   const GradusShape *from,
                                   const GradusShape *to,
                                   const GradusOrigins *origins);
