/* The network picture: what is where, what is picked, and that it paints.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "network-picture-testing.h"

static void
test_no_overlap (void)
{
  for (size_t c = 0; c < G_N_ELEMENTS (cases); c++)
    for (size_t v = 0; v < G_N_ELEMENTS (views); v++)
      {
        GradusShape shape = make_shape (&cases[c]);
        GradusNetworkLayout *layout = make_layout (&shape, v);

        for (size_t i = 0; i < layout->n_labels; i++)
          {
            const GradusNetworkLabel *a = &layout->labels[i];

            for (size_t k = 0; k < i; k++)
              if (overlap (&a->bounds, &layout->labels[k].bounds))
                g_error ("%s at %gx%g: labels %zu (kind %d) and %zu (kind %d) overlap",
                         cases[c].name,
                         views[v].width,
                         views[v].height,
                         i,
                         a->kind,
                         k,
                         layout->labels[k].kind);
            for (size_t k = 0; k < layout->n_nodes && a->kind != GRADUS_LABEL_INSIDE; k++)
              if (covers (&a->bounds, &layout->nodes[k]))
                g_error ("%s at %gx%g: label %zu (kind %d) covers node %zu",
                         cases[c].name,
                         views[v].width,
                         views[v].height,
                         i,
                         a->kind,
                         k);
          }
        for (size_t i = 0; i < layout->n_nodes; i++)
          for (size_t k = 0; k < i; k++)
            {
              const GradusNode *a = &layout->nodes[i], *b = &layout->nodes[k];

              g_assert_true (fabs (a->x - b->x) > a->half_width + b->half_width - 1e-6 ||
                             fabs (a->y - b->y) > a->half_height + b->half_height - 1e-6);
            }
        gradus_network_layout_free (layout);
      }
}

/* At zoom 1 everything is in the picture. */
static void
test_fits (void)
{
  for (size_t c = 0; c < G_N_ELEMENTS (cases); c++)
    for (size_t v = 0; v < G_N_ELEMENTS (views); v++)
      {
        GradusShape shape = make_shape (&cases[c]);
        GradusNetworkLayout *layout = make_layout (&shape, v);

        for (size_t i = 0; i < layout->n_labels && views[v].zoom <= 1; i++)
          g_assert_true (is_inside (&layout->labels[i].bounds, views[v].width, views[v].height));
        for (size_t i = 0; i < layout->n_nodes && views[v].zoom <= 1 && views[v].width > 100; i++)
          {
            const GradusNode *node = &layout->nodes[i];
            GradusRectangle r = {
              node->x - node->half_width, node->y - node->half_height, 2 * node->half_width, 2 * node->half_height
            };

            g_assert_true (is_inside (&r, views[v].width, views[v].height));
          }
        gradus_network_layout_free (layout);
      }
}

/* The first network tells all at the sizes people have. */
static void
test_article_is_told (void)
{
  static const double sizes[][2] = { { 520, 340 }, { 640, 420 }, { 800, 500 }, { 1280, 800 }, { 3840, 2160 } };
  GradusShape shape = make_shape (&cases[0]);

  for (size_t i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      GradusNetworkLayout *layout = gradus_network_layout_new (&shape, sizes[i][0], sizes[i][1], 1, 0, 0, 1);

      g_assert_cmpint (layout->detail, ==, GRADUS_DETAIL_FULL);
      for (size_t p = 0; p < shape.n_parameters; p++)
        {
          const GradusNetworkLabel *label =
              gradus_network_layout_label (layout, GRADUS_LABEL_PARAMETER, gradus_part_from_parameter (&shape, p));

          g_assert_nonnull (label);
          g_assert_cmpint (label->form, <=, GRADUS_CARD_TALL);
        }
      gradus_network_layout_free (layout);
    }
}

static void
test_pick_parts (void)
{
  for (size_t c = 0; c < G_N_ELEMENTS (cases); c++)
    for (size_t v = 0; v < G_N_ELEMENTS (views); v++)
      {
        GradusShape shape = make_shape (&cases[c]);
        GradusNetworkLayout *layout = make_layout (&shape, v);
        GradusPart loss = { .kind = GRADUS_PART_LOSS };
        GradusRectangle r = gradus_network_layout_bounds (layout, loss);

        /* Rows closer than what a pointer needs share their reach: those sizes are for the keyboard. */
        bool roomy = views[v].width > 100 && layout->columns[1].pitch > 6 && layout->columns[0].pitch > 6;

        for (size_t i = 0; i < layout->n_labels; i++)
          {
            const GradusRectangle *b = &layout->labels[i].bounds;

            assert_picked (layout, b->x + b->width / 2, b->y + b->height / 2, layout->labels[i].part);
          }
        if (roomy)
          {
            assert_picked (layout, r.x + r.width / 2, r.y + r.height / 2, loss);
            for (size_t i = 0; i < shape.n_inputs; i++)
              {
                GradusPart input = { GRADUS_PART_INPUT, 0, i, 0 };

                r = gradus_network_layout_bounds (layout, input);
                assert_picked (layout, r.x + r.width / 2, r.y + r.height / 2, input);
              }
            for (size_t p = 0; p < shape.n_parameters; p += 97)
              {
                GradusPart part = gradus_part_from_parameter (&shape, p);

                if (part.kind != GRADUS_PART_WEIGHT || !layout->condensed[part.layer])
                  continue;
                r = gradus_network_layout_bounds (layout, part);
                assert_picked (layout, r.x + r.width / 2, r.y + r.height / 2, part);

                /* And at the same place of the gradients. */
                GradusRectangle w = gradus_network_layout_condensed (layout, part.layer);
                GradusRectangle g = gradus_network_layout_condensed_gradients (layout, part.layer);

                assert_picked (layout, r.x + r.width / 2 + g.x - w.x, r.y + r.height / 2, part);
              }
          }
        gradus_network_layout_free (layout);
      }
}

/* Along every edge of the article's network, and 8 pixels beside it. */
static void
test_pick_edges (void)
{
  GradusShape shape = make_shape (&cases[0]);
  GradusNetworkLayout *layout = make_layout (&shape, 0);

  for (size_t p = 0; p < shape.n_parameters; p++)
    {
      GradusPart part = gradus_part_from_parameter (&shape, p);
      GradusEdge e = gradus_network_layout_edge (layout, part);
      double length = hypot (e.x2 - e.x1, e.y2 - e.y1);
      double nx = -(e.y2 - e.y1) / length, ny = (e.x2 - e.x1) / length;

      for (double t = 0.1; t < 0.86; t += 0.05)
        for (int side = -8; side <= 8; side += 8)
          assert_picked (layout, e.x1 + t * (e.x2 - e.x1) + side * nx, e.y1 + t * (e.y2 - e.y1) + side * ny, part);
    }
  assert_picked (layout, 3, 3, (GradusPart){ 0 });
  gradus_network_layout_free (layout);
}

/* What is picked is what is painted: the pixel at the middle of an edge has the edge's colour. */
static void
test_pick_what_is_painted (void)
{
  Case plain = { "2-8-8-1", { 2, 8, 8, 1 }, false };
  GradusShape shape = make_shape (&plain);
  GradusTrace *trace = make_trace (&shape, 1.0);
  GradusNames *names = gradus_names_new (&shape);
  GradusNetworkLayout *layout = gradus_network_layout_new (&shape, 1200, 800, 1, 0, 0, 1);
  GradusNetworkPicture picture = { .trace = trace, .names = names, .format = { 3, true }, .text_scale = 1 };
  const GradusPalette *palette = gradus_palette_get (GRADUS_PALETTE_LIGHT);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 1200, 800);
  cairo_t *cr = cairo_create (surface);
  size_t picked = 0;

  gradus_network_picture_paint (&picture, layout, palette, cr);
  cairo_surface_flush (surface);

  const unsigned char *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);

  for (int y = 0; y < 800; y += 3)
    for (int x = 0; x < 1200; x += 3)
      {
        GradusPart part = gradus_network_layout_pick (layout, x + 0.5, y + 0.5);
        guint32 pixel;

        memcpy (&pixel, data + y * stride + x * 4, sizeof pixel);
        picked += part.kind == GRADUS_PART_WEIGHT;
        if ((pixel >> 8 & 0xff) > 0xc0) /* background, surface, or the faint rim of something */
          continue;

        /* Ink: a part is there, or the lines into the loss, which are none. */
        bool loss_lines = x > layout->columns[3].x;

        if (part.kind == GRADUS_PART_NONE && !loss_lines)
          g_error ("there is ink at %d, %d, and nothing to pick", x, y);
      }
  g_assert_cmpuint (picked, >, 1000);

  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  gradus_network_layout_free (layout);
  gradus_names_free (names);
  gradus_trace_free (trace);
}

/* Arrow keys: nothing leads out of the picture, and every part can be reached. */
static void
test_neighbours (void)
{
  static const int moves[][2] = { { 1, 0 }, { -1, 0 }, { 0, 1 }, { 0, -1 } };

  for (size_t c = 0; c < G_N_ELEMENTS (cases) - N_LARGE; c++)
    {
      GradusShape shape = make_shape (&cases[c]);
      GradusNetworkLayout *layout = make_layout (&shape, 0);
      g_autoptr (GArray) reached = g_array_new (FALSE, FALSE, sizeof (GradusPart));
      GradusPart first = gradus_network_layout_neighbour (layout, (GradusPart){ 0 }, 1, 0);

      g_assert_cmpint (first.kind, ==, GRADUS_PART_INPUT);
      g_array_append_val (reached, first);
      for (guint i = 0; i < reached->len; i++)
        for (size_t m = 0; m < G_N_ELEMENTS (moves); m++)
          {
            GradusPart next = gradus_network_layout_neighbour (
                layout, g_array_index (reached, GradusPart, i), moves[m][0], moves[m][1]);
            bool seen = next.kind == GRADUS_PART_NONE;

            g_assert_true (gradus_part_valid (&shape, next));
            for (guint k = 0; k < reached->len && !seen; k++)
              seen = gradus_part_equal (g_array_index (reached, GradusPart, k), next);
            if (!seen)
              g_array_append_val (reached, next);
          }
      g_assert_cmpuint (reached->len, ==, shape.n_inputs + shape.n_neurons + shape.n_parameters + 1 + shape.n_outputs);
      gradus_network_layout_free (layout);
    }
}

static void
paint_once (const GradusNetworkPicture *picture, const GradusNetworkLayout *layout, GradusPaletteFlags flags)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) layout->width, (int) layout->height);
  cairo_t *cr = cairo_create (surface);

  gradus_network_picture_paint (picture, layout, gradus_palette_get (flags), cr);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* Every shape, size and palette; numbers that are huge, not finite, in full digits. */
static void
test_paint (void)
{
  for (size_t c = 0; c < G_N_ELEMENTS (cases); c++)
    for (size_t v = 0; v < G_N_ELEMENTS (views); v++)
      {
        GradusShape shape = make_shape (&cases[c]);
        GradusTrace *trace = make_trace (&shape, v % 2 ? 1e200 : 1.0);
        GradusNames *names = gradus_names_new (&shape);
        GradusNetworkLayout *layout = make_layout (&shape, v);
        size_t stages = gradus_stage_count (&shape);
        GradusNetworkPicture picture = {
          .trace = trace,
          .names = names,
          .cursor = v % 3 * stages / 2,
          .selection = { GRADUS_PART_WEIGHT, 0, 0, 0 },
          .hover = { GRADUS_PART_NEURON, 0, 0, 0 },
          .newest = { .kind = GRADUS_PART_LOSS },
          .format = { v % 2 ? GRADUS_DIGITS_FULL : 3, true },
          .text_scale = views[v].text_scale,
        };

        if (views[v].width < 2000)
          {
            paint_once (&picture, layout, v % 6);
            trace->parameters[0] = NAN;
            trace->a[0] = INFINITY;
            paint_once (&picture, layout, GRADUS_PALETTE_PRINT);
          }
        gradus_network_layout_free (layout);
        gradus_names_free (names);
        gradus_trace_free (trace);
      }
}

/* What is measured has a long name with a low part; where it does not fit it is cut, and pango has nothing to say. */
static void
test_long_names (void)
{
  GradusShape shape = make_shape (&cases[4]);
  GradusTrace *trace = make_trace (&shape, 1);
  GradusNames *names = gradus_names_new (&shape);
  GradusNetworkPicture picture = { .trace = trace, .names = names, .format = { 3, true }, .text_scale = 1 };

  for (size_t i = 0; i < shape.n_inputs; i++)
    g_snprintf (names->inputs[i], GRADUS_NAME_SIZE, "length_of_flippers_%zu", i);
  for (size_t v = 0; v < G_N_ELEMENTS (views); v++)
    {
      GradusNetworkLayout *layout = make_layout (&shape, v);

      if (views[v].width < 2000)
        paint_once (&picture, layout, GRADUS_PALETTE_LIGHT);
      gradus_network_layout_free (layout);
    }
  gradus_names_free (names);
  gradus_trace_free (trace);
}

/* Layouts do not depend on values: nothing jumps while numbers change or drop into place. */
static void
test_same_place (void)
{
  GradusShape shape = make_shape (&cases[0]);
  GradusNetworkLayout *a = make_layout (&shape, 0), *b = make_layout (&shape, 0);

  g_assert_cmpuint (a->n_labels, ==, b->n_labels);
  g_assert_cmpmem (a->nodes, a->n_nodes * sizeof *a->nodes, b->nodes, b->n_nodes * sizeof *b->nodes);
  for (size_t i = 0; i < a->n_labels; i++)
    g_assert_cmpfloat (a->labels[i].bounds.x, ==, b->labels[i].bounds.x);
  gradus_network_layout_free (a);
  gradus_network_layout_free (b);
}

static void
test_symbols (void)
{
  static const struct
  {
    const char *symbol, *markup;
  } symbols[] = {
    { "h", "<i>h</i>" },
    { "x₁", "<i>x</i><sub>1</sub>" },
    { "w₁₂", "<i>w</i><sub>12</sub>" },
    { "z_h", "<i>z</i><sub>h</sub>" },
    { "h1.2", "<i>h</i><sub>1.2</sub>" },
    { "ŷ", "<i>ŷ</i>" },
    { "δ_h₁", "<i>δ</i><sub>h1</sub>" },
    { "a<b", "a&lt;b" },
    { "rain", "rain" },
  };
  char buffer[GRADUS_MARKUP_SIZE];

  for (size_t i = 0; i < G_N_ELEMENTS (symbols); i++)
    g_assert_cmpstr (gradus_pen_symbol (symbols[i].symbol, buffer), ==, symbols[i].markup);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/network-picture/no-overlap", test_no_overlap);
  g_test_add_func ("/network-picture/fits", test_fits);
  g_test_add_func ("/network-picture/article-is-told", test_article_is_told);
  g_test_add_func ("/network-picture/pick-parts", test_pick_parts);
  g_test_add_func ("/network-picture/pick-edges", test_pick_edges);
  g_test_add_func ("/network-picture/pick-what-is-painted", test_pick_what_is_painted);
  g_test_add_func ("/network-picture/neighbours", test_neighbours);
  g_test_add_func ("/network-picture/paint", test_paint);
  g_test_add_func ("/network-picture/long-names", test_long_names);
  g_test_add_func ("/network-picture/same-place", test_same_place);
  g_test_add_func ("/network-picture/symbols", test_symbols);
  return g_test_run ();
}
