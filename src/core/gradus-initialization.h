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

typedef struct
{
  GradusScheme scheme;
  double range; /* of the schemes that have one: uniform, normal, constant */
  uint64_t seed;
} GradusInitialization;

const char *gradus_scheme_name (GradusScheme scheme);
bool gradus_scheme_from_name (const char *name, GradusScheme *scheme);

/* Draws the weights of `layer` in the order to, from; its biases become 0. */
void gradus_network_initialize_layer (GradusNetwork *network,
                                      size_t layer,
                                      GradusScheme scheme,
                                      double range,
                                      GradusRandom *random);

/* The format's defaults: xavier-uniform, range 0.5, seed 1. */
GradusInitialization gradus_initialization_default (void);

/* Draws all layers, one after the other, with one generator; the biases become 0. */
void gradus_network_initialize (GradusNetwork *network, const GradusInitialization *initialization);
