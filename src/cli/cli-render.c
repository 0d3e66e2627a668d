/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <glib/gi18n.h>
#include <inttypes.h>

#include "cli/cli.h"
#include "core/gradus-stage.h"
#include "render/gradus-export.h"
#include "render/gradus-network-picture.h"

#define DEFAULT_WIDTH  1280
#define DEFAULT_HEIGHT 800

/* "WxH", both within what a picture may have. */
static gboolean
parse_size (const char *text, int *width, int *height)
{
  g_auto (GStrv) parts = g_strsplit (text, "x", -1);
  guint64 w, h;

  if (g_strv_length (parts) != 2 ||
      !g_ascii_string_to_unsigned (parts[0], 10, GRADUS_EXPORT_MIN_SIZE, GRADUS_EXPORT_MAX_SIZE, &w, NULL) ||
      !g_ascii_string_to_unsigned (parts[1], 10, GRADUS_EXPORT_MIN_SIZE, GRADUS_EXPORT_MAX_SIZE, &h, NULL))
    return FALSE;
  *width = (int) w;
  *height = (int) h;
  return TRUE;
}

static void
paint_network (cairo_t *cr, double width, double height, gpointer data)
{
  const GradusNetworkPicture *picture = data;
  GradusNetworkLayout *layout = gradus_network_layout_new (&picture->trace->shape, width, height, 1, 0, 0, 1);

  gradus_network_picture_paint (picture, layout, gradus_palette_get (GRADUS_PALETTE_PRINT), cr);
  gradus_network_layout_free (layout);
}

static CliStatus
draw (const GradusDocument *document, const GradusTrace *trace, const char *output, int width, int height)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (output);
  g_autoptr (GError) error = NULL;
  GradusNetworkPicture picture = {
    .trace = trace,
    .names = document->names,
    .frozen = document->network->frozen,
    .cursor = gradus_stage_count (&trace->shape),
    .format = { .digits = 3, .locale = FALSE },
    .text_scale = 1,
  };

  if (!gradus_export_picture (file, width, height, paint_network, &picture, NULL, &error))
    return cli_fail_file (output, error);
  return CLI_OK;
}

CliStatus
cli_render_run (int argc, char *argv[])
{
  g_autofree char *output = NULL, *size = NULL;
  int width = DEFAULT_WIDTH, height = DEFAULT_HEIGHT;
  gint64 steps = 0;
  const GOptionEntry entries[] = {
    { "output",
      'o',
      0,
      G_OPTION_ARG_FILENAME,
      &output,
      N_ ("The picture: PNG, SVG or PDF by suffix (always needed)"),
      "F" },
    { "size", 0, 0, G_OPTION_ARG_STRING, &size, N_ ("Width and height in pixels, 1280x800 without it"), "WxH" },
    { "step", 0, 0, G_OPTION_ARG_INT64, &steps, N_ ("Draw it after K steps of training"), "K" },
    { NULL },
  };
  g_autoptr (GradusDocument) document = NULL;
  GradusProblem problem;
  GradusState *state;
  GradusTrainer *trainer;
  GradusTrace *trace = NULL;
  CliStatus status;
  gsize made = 0;

  if (!cli_parse (
          &argc, &argv, entries, "DOC", 1, _ ("Draws the network with the numbers of its first sample."), &status))
    return status;
  if (!output)
    return cli_misuse (_ ("render: -o F is needed; see “gradus-cli render --help”"));
  if (!cli_check_picture_name (output))
    return CLI_USAGE;
  if (size && !parse_size (size, &width, &height))
    return cli_misuse (_ ("render: the size “%s” is not like 1280x800, each from %d to %d"),
                       size,
                       GRADUS_EXPORT_MIN_SIZE,
                       GRADUS_EXPORT_MAX_SIZE);
  if (steps < 0)
    return cli_misuse (_ ("render: --step K is counted from 0"));
  document = cli_open_document (argv[1]);
  if (!document)
    return CLI_FAILED;

  problem = cli_get_problem (document);
  state = cli_get_state (document);
  trainer = gradus_trainer_new (&problem);
  if (state && trainer &&
      gradus_trainer_run (trainer, state, (gsize) steps, NULL, 1, NULL, &made) == GRADUS_RUN_NOT_FINITE)
    status = cli_fail (_ ("%s: training stopped after step %" PRIu64
                          ": the next one would not give finite numbers; a smaller learning rate may help"),
                       argv[1],
                       (guint64) state->steps);
  else
    {
      trace = state && trainer ? gradus_trainer_trace (trainer, state, 0, true) : NULL;
      status = trace ? draw (document, trace, output, width, height)
                     : cli_fail (_ ("%s: there is not enough memory for this network"), argv[1]);
    }
  gradus_trace_free (trace);
  gradus_trainer_free (trainer);
  gradus_state_free (state);
  return status;
}
