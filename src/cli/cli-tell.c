/* A pass told as the chain panel tells it: chapter after chapter, each number
 * with its formula, what is put into it, and the result.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "cli/cli.h"
#include "core/gradus-stage.h"
#include "render/gradus-formula.h"

#define LINE_WIDTH 96

/* Beyond this many weights and biases the telling leaves some out: a page is for reading. --json has them all. */
#define MAX_TOLD 1000

/* Words of a paragraph on lines that a terminal holds. */
static void
append_wrapped (GString *text, const char *paragraph)
{
  g_auto (GStrv) words = g_strsplit_set (paragraph, " \n", -1);
  gsize column = 0;

  for (gsize i = 0; words[i]; i++)
    {
      gsize length = (gsize) g_utf8_strlen (words[i], -1);

      if (length == 0)
        continue;
      if (column > 0 && column + 1 + length > LINE_WIDTH)
        {
          g_string_append_c (text, '\n');
          column = 0;
        }
      g_string_append (text, column > 0 ? " " : "   ");
      g_string_append (text, words[i]);
      column += (column > 0 ? 1 : 3) + length;
    }
  g_string_append_c (text, '\n');
}

static void
append_formula (GString *text, GradusMath *formula)
{
  g_autofree char *line = gradus_math_to_text (formula);

  g_string_append_printf (text, "      %s\n", line);
  gradus_math_free (formula);
}

static void
append_others (GString *text, gsize n)
{
  if (n > 0)
    g_string_append_printf (text,
                            /* Translators: below a list that is too long to show whole; --json stays as it is */
                            ngettext ("      … and %zu number more; --json shows all\n",
                                      "      … and %zu numbers more; --json shows all\n",
                                      n),
                            n);
}

static gsize
count_told (const GradusTrace *trace)
{
  gsize n = trace->shape.n_parameters;

  return n > MAX_TOLD ? GRADUS_FORMULA_MANY : n;
}

/* The old values with the new ones that replace them. */
static void
append_new_values (GString *text, const GradusTrace *trace)
{
  gsize n = count_told (trace);
  char symbol[GRADUS_SYMBOL_SIZE];

  for (gsize i = 0; i < n; i++)
    g_string_append_printf (text,
                            "      %s: %s → %s\n",
                            gradus_symbol_parameter (&trace->shape, i, symbol),
                            cli_number (trace->parameters[i]),
                            cli_number (trace->updated[i]));
  append_others (text, trace->shape.n_parameters - n);
}

static void
append_stages (GString *text, const GradusFormulaContext *context, gsize index)
{
  const GradusShape *shape = &context->trace->shape;
  GradusChapter chapter = gradus_chapter_at (shape, index);
  g_autoptr (GArray) some = NULL;
  gsize others = 0;

  if (shape->n_parameters > MAX_TOLD)
    some = gradus_formula_chapter_stages (context, index, 0, &others);
  for (gsize i = 0; i < (some ? some->len : chapter.n_stages); i++)
    {
      gsize stage = some ? g_array_index (some, size_t, i) : chapter.first_stage + i;

      append_formula (text, gradus_formula_stage (context, gradus_stage_at (shape, stage)));
    }
  append_others (text, others);
}

static void
append_chapter (GString *text, const GradusFormulaContext *context, gsize index)
{
  g_autofree char *title = gradus_formula_chapter_title (context, index);
  g_autofree char *words = gradus_formula_chapter_text (context, index);

  g_string_append_printf (text, "\n%zu. %s\n", index + 1, title);
  append_wrapped (text, words);
  if (gradus_chapter_at (&context->trace->shape, index).kind == GRADUS_CHAPTER_APPLY)
    append_new_values (text, context->trace);
  else
    append_stages (text, context, index);
}

GString *
cli_trace_tell (const GradusDocument *document, const GradusTrace *trace)
{
  GradusFormulaContext context = {
    .trace = trace,
    .names = document->names,
    .cursor = gradus_stage_count (&trace->shape),
    .learning_rate = document->training.learning_rate,
    .training = &document->training,
    .format = { .digits = GRADUS_DIGITS_FULL, .locale = FALSE },
  };
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s\n", document->title);
  for (gsize c = 0; c < gradus_chapter_count (&trace->shape); c++)
    append_chapter (text, &context, c);

  /* Each gradient once more as the one product it is. */
  g_string_append_printf (text, "\n%s\n", _ ("Each gradient as one product"));
  for (gsize i = 0; i < count_told (trace); i++)
    append_formula (text, gradus_formula_chain (&context, i));
  append_others (text, trace->shape.n_parameters - count_told (trace));
  return text;
}
