/* How parameters start.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/gradus-network.h"
#include "core/gradus-random.h"

typedef enum
{
  GRADUS_SCHEME_XAVIER_UNIFORM, /* U(+-sqrt(6 / (in + out))) (Glorot, Bengio 2010) */
  GRADUS_SCHEME_XAVIER_NORMAL,  /* sigma = sqrt(2 / (in + out)) */
  GRADUS_SCHEME_HE_UNIFORM,     /* U(+-sqrt(6 / in)) (He et al. 2015) */
  GRADUS_SCHEME_HE_NORMAL,      /* sigma = sqrt(2 / in) */
  GRADUS_SCHEME_UNIFORM,        /* U(+-range) */
  GRADUS_SCHEME_NORMAL,         /* sigma = range */
  GRADUS_SCHEME_ZEROS,
  GRADUS_SCHEME_CONSTANT, /* = range */
} GradusScheme;

#define GRADUS_N_SCHEMES (GRADUS_SCHEME_CONSTANT + 1)

/* How one layer is drawn where that is not how the others are. */
typedef struct
{
  bool own; /* false: as the network's layers are, and the rest says nothing */
  GradusScheme scheme;
  double range;
  bool has_seed; /* false: from the generator that runs through the layers */
  uint64_t seed;
} GradusLayerInitialization;

typedef struct
{
  GradusScheme scheme;
  double range; /* of the schemes that have one: uniform, normal, constant */
  uint64_t seed;
  GradusLayerInitialization layers[GRADUS_MAX_LAYERS];
} GradusInitialization;

const char *gradus_scheme_name (GradusScheme scheme);
bool gradus_scheme_from_name (const char *name, GradusScheme *scheme);

/* How `layer` is drawn: its own way, or the network's. */
GradusLayerInitialization gradus_initialization_of_layer (const GradusInitialization *initialization, size_t layer);

/* Whether both say the same of the network and each of its layers. */
bool gradus_initialization_equal (const GradusInitialization *a, const GradusInitialization *b);
bool gradus_layer_initialization_equal (const GradusLayerInitialization *a, const GradusLayerInitialization *b);

/* Draws the weights of `layer` in the order to, from; its biases become 0. */
void gradus_network_initialize_layer (GradusNetwork *network,
                                      size_t layer,
                                      GradusScheme scheme,
                                      double range,
                                      GradusRandom *random);

/* The format's defaults: xavier-uniform, range 0.5, seed 1. */
GradusInitialization gradus_initialization_default (void);

/* Draws all layers, one after the other, with one generator, but for those with a
 * seed of their own, which have their own generator; the biases become 0. */
void gradus_network_initialize (GradusNetwork *network, const GradusInitialization *initialization);
