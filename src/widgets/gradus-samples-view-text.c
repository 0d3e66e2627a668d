/* What the view of samples draws and says.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-samples-view-private.h"

#include <glib/gi18n-lib.h>

#include "widgets/gradus-appearance.h"

static const GradusAnswers *
get_answers (GradusSamplesView *self)
{
  const GradusAnswers *answers = self->source != NULL ? gradus_answer_source_get_answers (self->source, FALSE) : NULL;

  return self->names != NULL ? answers : NULL;
}

gboolean
gradus_samples_view_fill (GradusSamplesView *self, GradusSamplesPicture *picture)
{
  const GradusAnswers *answers = get_answers (self);

  if (self->view.session == NULL || self->columns == 0)
    return FALSE;

  *picture = (GradusSamplesPicture){
    .columns = self->columns,
    .rows = self->rows,
    .inputs = gradus_session_get_problem (self->view.session)->inputs,
    .low = self->low,
    .high = self->high,
    .shown = self->shown,
    .n_shown = self->n_shown,
    .truths = answers != NULL ? answers->truths : NULL,
    .answers = answers != NULL ? answers->answers : NULL,
    .names = (const char *const *) self->names,
    .offset = gtk_adjustment_get_value (self->scroll),
    /* While training goes from sample to sample, a mark would only flicker. */
    .traced = gradus_session_get_pinned (self->view.session) ||
                      gradus_session_get_state (self->view.session) != GRADUS_SESSION_TRAINING
                  ? gradus_session_get_sample (self->view.session)
                  : GRADUS_NO_PLACE,
    .marked = self->marked,
    .text_scale = gradus_appearance_text_scale (GTK_WIDGET (self)),
  };
  return TRUE;
}

gboolean
gradus_samples_view_fill_large (GradusSamplesView *self, GradusSamplePicture *picture)
{
  if (self->view.session == NULL || self->columns == 0 || self->names == NULL)
    return FALSE;

  const GradusTrace *trace = gradus_session_get_trace (self->view.session);
  const GradusShape *shape = &trace->shape;
  const GradusClasses *classes = gradus_answer_source_get_classes (self->source);
  const double *outputs = trace->a + shape->layers[shape->n_layers - 1].first_neuron;
  gboolean each = classes->kind == GRADUS_CLASSES_ONE_HOT;

  *picture = (GradusSamplePicture){
    .columns = self->columns,
    .rows = self->rows,
    .inputs = trace->inputs,
    .low = self->low,
    .high = self->high,
    .outputs = outputs,
    .n_outputs = shape->n_outputs,
    .names = (const char *const *) self->names + (each ? 0 : 1), /* a sole output speaks for the second class */
    .truth = each ? gradus_classes_of (classes, trace->targets) : GRADUS_NO_PLACE,
    .answer = each ? gradus_classes_of (classes, outputs) : GRADUS_NO_PLACE,
    .format = { .digits = 3, .locale = TRUE },
    .text_scale = gradus_appearance_text_scale (GTK_WIDGET (self)),
  };
  return TRUE;
}

char *
gradus_samples_view_describe_sample (GradusSamplesView *self, gsize sample)
{
  const GradusAnswers *answers = get_answers (self);
  g_autofree char *number = g_strdup_printf ("%" G_GSIZE_FORMAT, sample + 1);

  if (answers == NULL || sample >= answers->n)
    /* Translators: a sample's number. */
    return g_strdup_printf (_ ("Sample %s"), number);

  const char *truth = self->names[answers->truths[sample]], *answer = self->names[answers->answers[sample]];

  if (answers->truths[sample] == answers->answers[sample])
    /* Translators: a sample's number and its class, which the network answers too. */
    return g_strdup_printf (_ ("Sample %s: %s, recognised"), number, truth);
  /* Translators: a sample's number, its class, and the class that the network answers instead. */
  return g_strdup_printf (_ ("Sample %s: %s, taken for %s"), number, truth, answer);
}

char *
gradus_samples_view_describe_all (GradusSamplesView *self)
{
  const GradusAnswers *answers = get_answers (self);
  gsize n = gradus_session_get_problem (self->view.session)->n_samples, wrong = 0;
  g_autofree char *samples = g_strdup_printf (ngettext ("%d sample", "%d samples", n), (int) n);

  for (gsize i = 0; answers != NULL && i < answers->n; i++)
    wrong += answers->truths[i] != answers->answers[i];
  if (answers == NULL)
    return g_steal_pointer (&samples);
  /* Translators: %1$s is "1797 samples", %2$d the number of those that the network takes for another class. */
  return g_strdup_printf (_ ("%1$s, %2$d wrong"), samples, (int) wrong);
}
