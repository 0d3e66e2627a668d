/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-run-list.h"

#include <glib/gi18n-lib.h>

#include "render/gradus-format.h"
#include "widgets/gradus-choices.h"

/* A setting of a run, and that of the session where it is another; both are taken. */
static void
add_difference (GPtrArray *words, const char *name, char *there, char *here)
{
  if (!g_str_equal (there, here))
    /* Translators: what differs between two runs of training: "η 0.5 instead of 0.1". */
    g_ptr_array_add (words, g_strdup_printf (_ ("%s %s instead of %s"), name, there, here));
  g_free (there);
  g_free (here);
}

static char *
write_number (double number, int digits)
{
  const GradusFormat format = { .digits = digits, .locale = TRUE };
  char text[GRADUS_FORMAT_SIZE];

  return g_strdup (gradus_format_number (format, number, text));
}

static char *
write_count (guint64 count)
{
  return g_strdup_printf ("%" G_GUINT64_FORMAT, count);
}

/* What differs from what the session is set to now. */
static char *
describe (const GradusKeptRun *run, GradusSession *session)
{
  const GradusTraining *there = &run->training, *here = gradus_session_get_training (session);
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  int digits = gradus_session_get_digits (session);

  add_difference (words, "η", write_number (there->learning_rate, digits), write_number (here->learning_rate, digits));
  if (there->optimizer != here->optimizer)
    g_ptr_array_add (words, g_strdup (gradus_choices_get_optimizer (there->optimizer)));
  /* Translators: how many samples a step takes, in "batch 10 instead of 1". */
  add_difference (words, C_ ("run", "batch"), write_count (there->batch_size), write_count (here->batch_size));
  /* Translators: the seed of chance, in "seed 2 instead of 1". */
  add_difference (words, C_ ("run", "seed"), write_count (there->seed), write_count (here->seed));
  if (run->loss != gradus_session_get_loss_function (session))
    g_ptr_array_add (words, g_strdup (gradus_choices_get_loss (run->loss)));
  if (!gradus_shape_equal (&run->shape, &gradus_session_get_network (session)->shape))
    g_ptr_array_add (words, g_strdup (_ ("another network")));
  if (words->len == 0)
    return g_strdup (_ ("the same settings"));
  g_ptr_array_add (words, NULL);
  return g_strjoinv (", ", (char **) words->pdata);
}

void
gradus_run_list_clear (GradusRunList *list)
{
  for (gsize i = 0; i < list->n; i++)
    g_free ((char *) list->runs[i].label);
  list->n = 0;
}

void
gradus_run_list_fill (GradusRunList *list, GradusSession *session)
{
  gradus_run_list_clear (list);
  list->n = session != NULL ? gradus_session_get_n_kept_runs (session) : 0;
  for (gsize i = 0; i < list->n; i++)
    {
      const GradusKeptRun *run = gradus_session_get_kept_run (session, i);
      g_autofree char *differs = describe (run, session);

      list->runs[i] = (GradusPlotRun){
        .losses = run->losses,
        /* Translators: a kept run of training: its number and what differs: "Run 1: η 0.5 instead of 0.1". */
        .label = g_strdup_printf (_ ("Run %u: %s"), run->style + 1, differs),
        .style = run->style,
      };
    }
}

GMenuModel *
gradus_run_list_new_menu (const GradusRunList *list)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) kept = g_menu_new ();

  g_menu_append (menu, _ ("Keep This Run for Comparison"), "win.keep-run");
  for (gsize i = 0; i < list->n; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (list->runs[i].label, NULL);

      g_menu_item_set_action_and_target (item, "win.remove-run", "u", (guint) i);
      g_menu_append_item (kept, item);
    }
  if (list->n > 0)
    g_menu_append_section (menu, _ ("Take Away"), G_MENU_MODEL (kept));
  return G_MENU_MODEL (menu);
}
