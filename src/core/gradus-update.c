/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-update.h"

#include <math.h>
#include <string.h>

/* Four sums, so that the additions need not wait for one another: 0 * x is 0
 * where x is finite, else NaN. */
static bool
all_finite (size_t n, const double values[])
{
  double probe[4] = { 0 };
  size_t i = 0;

  for (; i + 4 <= n; i += 4)
    for (size_t k = 0; k < 4; k++)
      probe[k] += 0 * values[i + k];
  for (; i < n; i++)
    probe[0] += 0 * values[i];
  return probe[0] + probe[1] + probe[2] + probe[3] == 0;
}

/* In the rules below w and its neighbours are the values before the update,
 * w_next and its neighbours those after it. */

static void
descend (const GradusTraining *t, size_t n, const double g[], const double w[], double w_next[])
{
  for (size_t i = 0; i < n; i++)
    w_next[i] = w[i] - t->learning_rate * g[i];
}

/* Polyak 1964: v <- mu v + g, w <- w - eta v. */
static void
descend_with_momentum (const GradusTraining *t,
                       size_t n,
                       const double g[],
                       const double w[],
                       const double v[],
                       double w_next[],
                       double v_next[])
{
  for (size_t i = 0; i < n; i++)
    {
      v_next[i] = t->momentum * v[i] + g[i];
      w_next[i] = w[i] - t->learning_rate * v_next[i];
    }
}

/* Nesterov's momentum as Sutskever et al. 2013 rewrite it: w <- w - eta (g + mu v). */
static void
descend_looking_ahead (const GradusTraining *t,
                       size_t n,
                       const double g[],
                       const double w[],
                       const double v[],
                       double w_next[],
                       double v_next[])
{
  for (size_t i = 0; i < n; i++)
    {
      v_next[i] = t->momentum * v[i] + g[i];
      w_next[i] = w[i] - t->learning_rate * (g[i] + t->momentum * v_next[i]);
    }
}

/* RMSProp (Hinton 2012): keep = rho, add = 1 - rho. Adagrad (Duchi et al. 2011): both 1. */
static void
descend_scaled (const GradusTraining *t,
                double keep,
                double add,
                size_t n,
                const double g[],
                const double w[],
                const double v[],
                double w_next[],
                double v_next[])
{
  for (size_t i = 0; i < n; i++)
    {
      v_next[i] = keep * v[i] + add * (g[i] * g[i]);
      w_next[i] = w[i] - t->learning_rate * g[i] / (sqrt (v_next[i]) + t->epsilon);
    }
}

/* Adam (Kingma, Ba 2015), both moments corrected for their start at 0. */
static void
descend_adaptively (const GradusTraining *t,
                    uint64_t step,
                    size_t n,
                    const double g[],
                    const double w[],
                    const double m[],
                    const double v[],
                    double w_next[],
                    double m_next[],
                    double v_next[])
{
  double m_correction = 1 - pow (t->beta1, (double) step);
  double v_correction = 1 - pow (t->beta2, (double) step);

  for (size_t i = 0; i < n; i++)
    {
      m_next[i] = t->beta1 * m[i] + (1 - t->beta1) * g[i];
      v_next[i] = t->beta2 * v[i] + (1 - t->beta2) * (g[i] * g[i]);
      w_next[i] = w[i] - t->learning_rate * (m_next[i] / m_correction) / (sqrt (v_next[i] / v_correction) + t->epsilon);
    }
}

/* AdamW (Loshchilov, Hutter 2019): the weights decay beside the gradient's step. */
static void
decay_weights (const GradusProblem *problem, const GradusLayout *layout, const double w[], double w_next[])
{
  double rate = problem->training.learning_rate * problem->training.weight_decay;

  for (size_t l = 0; l < problem->shape.n_layers; l++)
    {
      const GradusLayerLayout *place = &layout->layers[l];

      for (size_t i = place->first_weight; i < place->first_weight + place->n_weights; i++)
        w_next[i] -= rate * w[i];
    }
}

static double
sign (double w)
{
  return w > 0 ? 1 : w < 0 ? -1 : 0;
}

void
gradus_update_penalise (const GradusProblem *problem,
                        const GradusLayout *layout,
                        const double parameters[],
                        double gradient[])
{
  double l1 = problem->training.l1, l2 = problem->training.l2;

  if (l1 == 0 && l2 == 0)
    return;

  for (size_t l = 0; l < problem->shape.n_layers; l++)
    {
      const GradusLayerLayout *place = &layout->layers[l];

      for (size_t i = place->first_weight; i < place->first_weight + place->n_weights; i++)
        gradient[i] += l1 * sign (parameters[i]) + l2 * parameters[i];
    }
}

bool
gradus_update_apply (const GradusProblem *problem,
                     const GradusLayout *layout,
                     const unsigned char held[],
                     uint64_t step,
                     const double gradient[],
                     const double parameters[],
                     const double moments[],
                     double next_parameters[],
                     double next_moments[])
{
  const GradusTraining *t = &problem->training;
  size_t n = layout->n_values;
  size_t n_moments = gradus_optimizer_n_moments (t->optimizer);
  const double *g = gradient, *w = parameters, *v = moments;
  double *w_next = next_parameters, *v_next = next_moments;

  switch (t->optimizer)
    {
    case GRADUS_OPTIMIZER_SGD:
      descend (t, n, g, w, w_next);
      break;
    case GRADUS_OPTIMIZER_MOMENTUM:
      descend_with_momentum (t, n, g, w, v, w_next, v_next);
      break;
    case GRADUS_OPTIMIZER_NESTEROV:
      descend_looking_ahead (t, n, g, w, v, w_next, v_next);
      break;
    case GRADUS_OPTIMIZER_RMSPROP:
      descend_scaled (t, t->rho, 1 - t->rho, n, g, w, v, w_next, v_next);
      break;
    case GRADUS_OPTIMIZER_ADAGRAD:
      descend_scaled (t, 1, 1, n, g, w, v, w_next, v_next);
      break;
    case GRADUS_OPTIMIZER_ADAM:
    case GRADUS_OPTIMIZER_ADAMW:
      descend_adaptively (t, step, n, g, w, v, v + n, w_next, v_next, v_next + n);
      if (t->optimizer == GRADUS_OPTIMIZER_ADAMW)
        decay_weights (problem, layout, w, w_next);
      break;
    }

  for (size_t i = 0; held != NULL && i < n; i++)
    if (held[i])
      {
        w_next[i] = w[i];
        for (size_t m = 0; m < n_moments; m++)
          v_next[m * n + i] = v[m * n + i];
      }

  return all_finite (n, w_next) && all_finite (n_moments * n, v_next);
}
