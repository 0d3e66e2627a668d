/* The order in which one training step is told: a list of stages, each of which
 * brings one number into view. A cursor is a count of revealed stages, 0 to
 * gradus_stage_count(); the stage at index i is revealed while i < cursor.
 *
 * Stages come in chapters. With n layers:
 *   chapters 0 .. n-1      forward: layer 0 .. n-1, for each neuron Z then A
 *   chapter  n             LOSS
 *   then for l = n-1 .. 0  chapter "delta of layer l": for each neuron DL_DA, SLOPE, DELTA
 *                          chapter "gradients of layer l": for each parameter (row by
 *                          row, a row's bias last) GRADIENT, then for each UPDATE
 *   last chapter           APPLY: the new parameters replace the old ones
 * For the article's network these are its eight steps.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/gradus-part.h"
#include "core/gradus-trace.h"

typedef enum
{
  GRADUS_STAGE_Z,        /* z of a neuron */
  GRADUS_STAGE_A,        /* a of a neuron */
  GRADUS_STAGE_LOSS,     /* L */
  GRADUS_STAGE_DL_DA,    /* dL/da of a neuron */
  GRADUS_STAGE_SLOPE,    /* da/dz of a neuron */
  GRADUS_STAGE_DELTA,    /* dL/dz of a neuron */
  GRADUS_STAGE_GRADIENT, /* dL/dw of a weight or bias */
  GRADUS_STAGE_UPDATE,   /* the new value of a weight or bias */
  GRADUS_STAGE_APPLY,    /* all new values take their places */
} GradusStageKind;

typedef struct
{
  GradusStageKind kind;
  size_t layer;
  size_t neuron; /* for GRADIENT and UPDATE the neuron that owns the parameter */
  size_t from;   /* GRADIENT and UPDATE of a weight: the neuron before */
  bool is_bias;  /* GRADIENT and UPDATE of a bias */
} GradusStage;

typedef enum
{
  GRADUS_CHAPTER_FORWARD,
  GRADUS_CHAPTER_LOSS,
  GRADUS_CHAPTER_DELTA,
  GRADUS_CHAPTER_GRADIENTS,
  GRADUS_CHAPTER_APPLY,
} GradusChapterKind;

typedef struct
{
  GradusChapterKind kind;
  size_t layer;       /* of FORWARD, DELTA and GRADIENTS */
  size_t first_stage; /* index of its first stage */
  size_t n_stages;
} GradusChapter;

/* How many stages one step of `shape` has; the value of a cursor at rest. */
size_t gradus_stage_count (const GradusShape *shape);

/* The stage at `index` (< count), and the index of a stage; O(layers). */
GradusStage gradus_stage_at (const GradusShape *shape, size_t index);
size_t gradus_stage_index (const GradusShape *shape, GradusStage stage);

/* Chapters: 3 n_layers + 2 of them. */
size_t gradus_chapter_count (const GradusShape *shape);
GradusChapter gradus_chapter_at (const GradusShape *shape, size_t chapter);
size_t gradus_chapter_of_stage (const GradusShape *shape, size_t index);

/* The number that a stage reveals; for APPLY the loss (of before the update). */
double gradus_stage_value (const GradusTrace *trace, GradusStage stage);

/* The part of the network to light while a stage is the newest one. */
GradusPart gradus_stage_part (const GradusShape *shape, GradusStage stage);
