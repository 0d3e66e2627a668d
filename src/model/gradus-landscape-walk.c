/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-landscape-walk.h"

#include <stdlib.h>
#include <string.h>

#include "model/gradus-session-private.h"

#define MOST_BYTES  (4u << 20) /* of states that are copied */
#define MOST_VALUES (1u << 18) /* numbers of data that are copied */
#define DEAREST     1e7        /* multiplications that all steps may cost */
#define STEP_COST   100        /* of a step beside its samples */
#define MOST_POINTS 1024

struct _GradusLandscapeWalk
{
  GradusGrid grid;
  GradusLandscapePoint *places; /* of the known states and, last, of the present one */
  gsize n_places;

  /* NULL where steps between them are too dear. */
  GPtrArray *states; /* of GradusState, n_places - 1 */
  GradusProblem problem;
  guint64 steps; /* of the present state */
  double *inputs;
  double *targets;
  unsigned char *frozen;
};

static gboolean
is_affordable (GradusSession *session)
{
  const GradusProblem *problem = &session->problem;
  gsize values = problem->n_samples * (problem->shape.n_inputs + problem->shape.n_outputs);

  return values <= MOST_VALUES && session->line->len * gradus_state_size (session->tip) <= MOST_BYTES;
}

static void
copy_problem (GradusLandscapeWalk *walk, const GradusProblem *problem)
{
  const GradusShape *shape = &problem->shape;

  walk->inputs = g_memdup2 (problem->inputs, problem->n_samples * shape->n_inputs * sizeof (double));
  walk->targets = g_memdup2 (problem->targets, problem->n_samples * shape->n_outputs * sizeof (double));
  if (problem->frozen != NULL)
    walk->frozen = g_memdup2 (problem->frozen, shape->n_parameters);
  walk->problem = *problem;
  walk->problem.inputs = walk->inputs;
  walk->problem.targets = walk->targets;
  walk->problem.frozen = walk->frozen;
  walk->problem.n_test = 0;
}

GradusLandscapeWalk *
gradus_landscape_walk_new (GradusSession *session, const GradusGrid *grid)
{
  GradusLandscapeWalk *walk = g_new0 (GradusLandscapeWalk, 1);

  walk->grid = *grid;
  walk->steps = session->shown->steps;
  walk->places = g_new (GradusLandscapePoint, session->line->len + 1);
  if (is_affordable (session))
    {
      walk->states = g_ptr_array_new_with_free_func ((GDestroyNotify) gradus_state_free);
      copy_problem (walk, &session->problem);
    }

  for (guint i = 0; i < session->line->len; i++)
    {
      const GradusState *state = g_ptr_array_index (session->line, i);

      if (state->steps >= walk->steps)
        break;
      walk->places[walk->n_places++] = gradus_landscape_place (grid, state->parameters);
      if (walk->states != NULL)
        g_ptr_array_add (walk->states, gradus_memory (gradus_state_copy (state)));
    }
  walk->places[walk->n_places++] = gradus_landscape_place (grid, session->shown->parameters);
  return walk;
}

void
gradus_landscape_walk_free (GradusLandscapeWalk *walk)
{
  if (walk == NULL)
    return;

  g_clear_pointer (&walk->states, g_ptr_array_unref);
  g_free (walk->places);
  g_free (walk->inputs);
  g_free (walk->targets);
  g_free (walk->frozen);
  g_free (walk);
}

void
gradus_landscape_walk_find_range (GradusSession *session, gsize parameter, double *from, double *to)
{
  *from = *to = session->shown->parameters[parameter];
  for (guint i = 0; i < session->line->len; i++)
    {
      const GradusState *state = g_ptr_array_index (session->line, i);
      double value = state->parameters[parameter];

      if (state->steps > session->shown->steps)
        break;
      *from = MIN (*from, value);
      *to = MAX (*to, value);
    }
}

/* Adds the way from a known state towards the next one, as far as `most` steps lead; every so many steps a point. */
static gboolean
replay (GradusLandscapeWalk *walk,
        GradusTrainer *trainer,
        guint index,
        gsize most,
        gsize most_points,
        const atomic_bool *stop,
        GArray *points)
{
  GradusState *state = g_ptr_array_index (walk->states, index);
  const GradusState *next = index + 1 < walk->states->len ? g_ptr_array_index (walk->states, index + 1) : NULL;
  guint64 end = MIN ((next != NULL ? next->steps : walk->steps) - 1, state->steps + most);
  gsize stride = 1 + (end - state->steps) / most_points;

  while (state->steps < end)
    {
      GradusLandscapePoint place;
      gsize made;

      if (gradus_trainer_run (trainer, state, MIN (stride, end - state->steps), NULL, 0, stop, &made) !=
          GRADUS_RUN_DONE)
        return FALSE;
      place = gradus_landscape_place (&walk->grid, state->parameters);
      g_array_append_val (points, place);
    }
  return TRUE;
}

GradusLandscapePoint *
gradus_landscape_walk_compute (GradusLandscapeWalk *walk, const atomic_bool *stop, gsize *n)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (GradusLandscapePoint));
  GradusTrainer *trainer = NULL;
  gsize n_gaps = walk->n_places - 1, most = 0;
  gboolean done = TRUE;

  if (walk->states != NULL && n_gaps > 0)
    {
      gsize batch = walk->problem.training.batch_size;

      if (batch == 0 || batch > walk->problem.n_samples)
        batch = walk->problem.n_samples;
      trainer = gradus_memory (gradus_trainer_new (&walk->problem));
      most = (gsize) (DEAREST / (double) n_gaps / (double) (batch * walk->problem.shape.n_parameters + STEP_COST));
    }

  for (guint i = 0; i < walk->n_places && done; i++)
    {
      g_array_append_val (points, walk->places[i]);
      if (trainer != NULL && i < n_gaps)
        done = replay (walk, trainer, i, most, MAX (MOST_POINTS / n_gaps, 1), stop, points);
    }

  gradus_trainer_free (trainer);
  *n = points->len;
  if (!done)
    return NULL;

  GradusLandscapePoint *copy = gradus_memory (malloc (points->len * sizeof *copy));

  memcpy (copy, points->data, points->len * sizeof *copy);
  return copy;
}
