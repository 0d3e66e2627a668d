/* What training changes, and the order in which it meets the samples.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "core/gradus-epoch.h"

static size_t
block_size (size_t n_parameters, size_t n_moments, size_t n_samples)
{
  return sizeof (GradusState) + (1 + n_moments) * n_parameters * sizeof (double) + n_samples * sizeof (size_t);
}

static GradusState *
allocate_state (size_t n_parameters, size_t n_moments, size_t n_samples)
{
  GradusState *state = calloc (1, block_size (n_parameters, n_moments, n_samples));

  if (state == NULL)
    return NULL;

  state->n_parameters = n_parameters;
  state->n_moments = n_moments;
  state->n_samples = n_samples;
  state->parameters = (double *) (state + 1);
  state->moments = state->parameters + n_parameters;
  state->order = (size_t *) (state->moments + n_moments * n_parameters);
  return state;
}

size_t
gradus_problem_steps_per_epoch (const GradusProblem *problem)
{
  size_t batch = problem->training.batch_size;

  if (batch == 0 || batch >= problem->n_samples)
    return 1;
  return (problem->n_samples + batch - 1) / batch;
}

GradusState *
gradus_state_new (const GradusProblem *problem, const double parameters[])
{
  size_t n_parameters = problem->shape.n_parameters;
  GradusState *state =
      allocate_state (n_parameters, gradus_optimizer_n_moments (problem->training.optimizer), problem->n_samples);

  if (state == NULL)
    return NULL;

  memcpy (state->parameters, parameters, n_parameters * sizeof *parameters);
  gradus_random_seed (&state->random, problem->training.seed);
  for (size_t i = 0; i < state->n_samples; i++)
    state->order[i] = i;
  if (problem->training.shuffle)
    gradus_epoch_shuffle (state->n_samples, state->order, &state->random);
  return state;
}

GradusState *
gradus_state_copy (const GradusState *state)
{
  GradusState *copy = allocate_state (state->n_parameters, state->n_moments, state->n_samples);

  if (copy != NULL)
    gradus_state_assign (copy, state);
  return copy;
}

GradusState *
gradus_state_fit (const GradusProblem *problem, const GradusState *state)
{
  size_t n_samples = problem->n_samples;
  GradusState *fit = allocate_state (state->n_parameters, state->n_moments, n_samples);

  if (fit == NULL)
    return NULL;

  fit->steps = state->steps;
  fit->random = state->random;
  fit->position = problem->training.shuffle ? n_samples : 0;
  memcpy (fit->parameters, state->parameters, state->n_parameters * sizeof *state->parameters);
  memcpy (fit->moments, state->moments, state->n_moments * state->n_parameters * sizeof *state->moments);
  for (size_t i = 0; i < n_samples; i++)
    fit->order[i] = i;
  return fit;
}

void
gradus_state_assign (GradusState *to, const GradusState *from)
{
  to->steps = from->steps;
  to->position = from->position;
  to->random = from->random;
  memcpy (to->parameters, from->parameters, from->n_parameters * sizeof *from->parameters);
  memcpy (to->moments, from->moments, from->n_moments * from->n_parameters * sizeof *from->moments);
  memcpy (to->order, from->order, from->n_samples * sizeof *from->order);
}

bool
gradus_state_equal (const GradusState *a, const GradusState *b)
{
  return a->n_parameters == b->n_parameters && a->n_moments == b->n_moments && a->n_samples == b->n_samples &&
         a->steps == b->steps && a->position == b->position &&
         memcmp (a->random.s, b->random.s, sizeof a->random.s) == 0 &&
         memcmp (&a->random.spare, &b->random.spare, sizeof a->random.spare) == 0 &&
         a->random.has_spare == b->random.has_spare &&
         memcmp (a->parameters, b->parameters, a->n_parameters * sizeof *a->parameters) == 0 &&
         memcmp (a->moments, b->moments, a->n_moments * a->n_parameters * sizeof *a->moments) == 0 &&
         memcmp (a->order, b->order, a->n_samples * sizeof *a->order) == 0;
}

void
gradus_state_free (GradusState *state)
{
  free (state);
}

size_t
gradus_state_size (const GradusState *state)
{
  return block_size (state->n_parameters, state->n_moments, state->n_samples);
}

size_t
gradus_state_next_sample (const GradusProblem *problem, const GradusState *state)
{
  if (state->position < state->n_samples)
    return state->order[state->position];
  if (!problem->training.shuffle)
    return state->order[0];

  /* The first place of the next permutation is the last one that is drawn. */
  size_t *order = malloc (state->n_samples * sizeof *order);
  GradusRandom random = state->random;

  if (order == NULL)
    return state->order[0];
  memcpy (order, state->order, state->n_samples * sizeof *order);
  gradus_epoch_shuffle (state->n_samples, order, &random);

  size_t first = order[0];

  free (order);
  return first;
}

void
gradus_epoch_shuffle (size_t n, size_t order[], GradusRandom *random)
{
  for (size_t i = n; i > 1; i--)
    {
      size_t j = (size_t) gradus_random_below (random, i);
      size_t swapped = order[i - 1];

      order[i - 1] = order[j];
      order[j] = swapped;
    }
}
