/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/gradus-path-panel.h"

#include <glib/gi18n-lib.h>

#include "model/gradus-path-source.h"
#include "render/gradus-path-picture.h"
#include "widgets/gradus-formula-view.h"
#include "widgets/gradus-path-panel-private.h"
#include "widgets/gradus-path-row.h"

#define NO_PATH G_MAXSIZE

struct _GradusPathPanel
{
  GradusView view;

  GtkLabel *count;
  GtkBox *content;
  GradusFormulaView *gradient;
  GtkBox *lines;
  GtkListBox *list;
  GtkButton *more;
  GradusFormulaView *sum;
  GtkBox *proof;
  GtkGrid *costs;

  GradusPathSource *source;
  GradusShape shape; /* that the table of costs is of */
  GradusPart part;   /* that the list is of */
  gsize chosen;      /* paths, or NO_PATH */
  gsize pointed;
};

G_DEFINE_FINAL_TYPE (GradusPathPanel, gradus_path_panel, GRADUS_TYPE_VIEW)

/* What an export needs of its own: the window goes on meanwhile. */
typedef struct
{
  GradusTrace *trace;
  GradusNames *names;
  GradusPaths paths;
  GradusTraining training;
  GradusPathPicture picture;
} Picture;

/* The paths, NULL before there are any. Those of the network before are none: its names are gone. */
static const GradusPaths *
get_paths (GradusPathPanel *self)
{
  const GradusTrace *trace = self->source != NULL ? gradus_path_source_get_trace (self->source) : NULL;

  if (trace == NULL || !gradus_shape_equal (&trace->shape, &gradus_session_get_trace (self->view.session)->shape))
    return NULL;
  return gradus_path_source_get_paths (self->source);
}

static GradusFormulaContext
make_context (GradusPathPanel *self)
{
  GradusSession *session = self->view.session;

  return (GradusFormulaContext){
    .trace = gradus_path_source_get_trace (self->source),
    .names = gradus_session_get_names (session),
    .cursor = gradus_session_get_cursor (session),
    .learning_rate = gradus_session_get_learning_rate (session),
    .training = gradus_session_get_training (session),
    .format = { .digits = gradus_session_get_digits (session), .locale = true },
  };
}

/* Makes `box` hold n formulas. */
static void
ensure_formulas (GradusPathPanel *self, GtkBox *box, gsize n)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (box));
  gsize i;

  for (i = 0; i < n; i++)
    if (child == NULL)
      gtk_box_append (box, gradus_formula_view_new (self->view.session));
    else
      child = gtk_widget_get_next_sibling (child);
  while (child != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (child);

      gtk_box_remove (box, child);
      child = next;
    }
}

static void
update_lines (GradusPathPanel *self, const GradusFormulaContext *context, const GradusPaths *paths)
{
  gsize n = gradus_formula_path_n_lines (context, paths->source);
  GtkWidget *child;

  ensure_formulas (self, self->lines, n);
  child = gtk_widget_get_first_child (GTK_WIDGET (self->lines));
  for (gsize i = 0; i < n; i++, child = gtk_widget_get_next_sibling (child))
    gradus_formula_view_set_math (GRADUS_FORMULA_VIEW (child), gradus_formula_path_line (context, paths->source, i));

  ensure_formulas (self, self->proof, GRADUS_PATH_PROOF_LINES);
  child = gtk_widget_get_first_child (GTK_WIDGET (self->proof));
  for (gsize i = 0; i < GRADUS_PATH_PROOF_LINES; i++, child = gtk_widget_get_next_sibling (child))
    gradus_formula_view_set_math (GRADUS_FORMULA_VIEW (child), gradus_formula_path_proof (context, paths, i));
}

/* The path that is pointed at, or else the chosen one, is lit on the network. */
static void
light_path (GradusPathPanel *self)
{
  const GradusPaths *paths = get_paths (self);
  gsize rank = self->pointed != NO_PATH ? self->pointed : self->chosen;
  GradusPathMark mark = { .rank = rank };

  if (self->view.session == NULL)
    return;
  if (paths == NULL || rank >= paths->n_shown || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      gradus_session_set_path (self->view.session, NULL);
      return;
    }
  mark.n_parts = gradus_path_parts (
      &gradus_path_source_get_trace (self->source)->shape, paths->source, &paths->shown[rank], mark.parts);
  gradus_session_set_path (self->view.session, &mark);
}

static void
row_pointed_cb (GradusPathRow *row, gboolean came, GradusPathPanel *self)
{
  gsize rank = gradus_path_row_get_rank (row);

  if (came)
    self->pointed = rank;
  else if (self->pointed == rank)
    self->pointed = NO_PATH;
  light_path (self);
}

static void
row_selected_cb (GradusPathPanel *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  self->chosen = row != NULL ? (gsize) gtk_list_box_row_get_index (row) : NO_PATH;
  light_path (self);
}

static void
update_list (GradusPathPanel *self, const GradusFormulaContext *context, const GradusPaths *paths)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, (int) paths->n_shown)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (gsize i = 0; i < paths->n_shown; i++)
    {
      row = gtk_list_box_get_row_at_index (self->list, (int) i);
      if (row == NULL)
        {
          row = GTK_LIST_BOX_ROW (gradus_path_row_new (i));
          g_signal_connect_object (row, "pointed", G_CALLBACK (row_pointed_cb), self, 0);
          gtk_list_box_append (self->list, GTK_WIDGET (row));
        }
      gradus_path_row_update (GRADUS_PATH_ROW (row), context, paths);
    }
}

static void
update (GradusPathPanel *self)
{
  const GradusPaths *paths = get_paths (self);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->content), paths != NULL && paths->finite);
  gtk_widget_set_visible (GTK_WIDGET (self->count), paths != NULL);
  if (paths == NULL)
    return;

  GradusFormulaContext context = make_context (self);

  text = gradus_path_panel_describe (paths);
  gtk_label_set_text (self->count, text);
  gradus_formula_view_set_math (self->gradient, gradus_formula_path_gradient (&context, paths->source));
  if (!paths->finite)
    return;

  if (!gradus_part_equal (self->part, paths->source))
    {
      self->part = paths->source;
      gtk_list_box_unselect_all (self->list);
    }
  update_lines (self, &context, paths);
  update_list (self, &context, paths);
  gradus_formula_view_set_math (self->sum, gradus_formula_path_sum (&context, paths));
  gtk_widget_set_visible (GTK_WIDGET (self->more),
                          paths->n_shown < paths->n_paths && paths->n_shown < GRADUS_MAX_PATHS);
  if (!gradus_shape_equal (&self->shape, &context.trace->shape))
    {
      self->shape = context.trace->shape;
      gradus_path_panel_fill_costs (self->costs, &self->shape);
    }
  light_path (self);
}

static void
more_clicked_cb (GradusPathPanel *self)
{
  if (self->source != NULL)
    gradus_path_source_set_most (self->source, GRADUS_MAX_PATHS);
}

static void
look_changed_cb (GradusPathPanel *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    update (self);
}

static void
gradus_path_panel_set_session (GradusView *view, GradusSession *session)
{
  GradusPathPanel *self = GRADUS_PATH_PANEL (view);

  self->source = NULL;
  gradus_view_take_source (self, NULL, NULL);
  self->chosen = self->pointed = NO_PATH;
  light_path (self);
  GRADUS_VIEW_CLASS (gradus_path_panel_parent_class)->set_session (view, session);
  gradus_view_set_session (GRADUS_VIEW (self->gradient), session);
  gradus_view_set_session (GRADUS_VIEW (self->sum), session);
  ensure_formulas (self, self->lines, 0);
  ensure_formulas (self, self->proof, 0);
  if (session == NULL)
    return;
  self->source = gradus_path_source_new (session);
  gradus_view_take_source (self, self->source, G_CALLBACK (update));
  update (self);
}

static void
gradus_path_panel_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (gradus_path_panel_parent_class)->map (widget);
  light_path (GRADUS_PATH_PANEL (widget));
}

static void
gradus_path_panel_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (gradus_path_panel_parent_class)->unmap (widget);
  light_path (GRADUS_PATH_PANEL (widget));
}

static void
gradus_path_panel_class_init (GradusPathPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  GRADUS_VIEW_CLASS (klass)->set_session = gradus_path_panel_set_session;
  widget_class->map = gradus_path_panel_map;
  widget_class->unmap = gradus_path_panel_unmap;

  g_type_ensure (GRADUS_TYPE_FORMULA_VIEW);
  gtk_widget_class_set_css_name (widget_class, "path-panel");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/gradus_app/Gradus/gradus-path-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, GradusPathPanel, content);
  gtk_widget_class_bind_template_child (widget_class, GradusPathPanel, costs);
  gtk_widget_class_bind_template_child (widget_class, GradusPathPanel, count);
  gtk_widget_class_bind_template_child (widget_class, GradusPathPanel, gradient);
  gtk_widget_class_bind_template_child (widget_class, GradusPathPanel, lines);
  gtk_widget_class_bind_template_child (widget_class, GradusPathPanel, list);
  gtk_widget_class_bind_template_child (widget_class, GradusPathPanel, more);
  gtk_widget_class_bind_template_child (widget_class, GradusPathPanel, proof);
  gtk_widget_class_bind_template_child (widget_class, GradusPathPanel, sum);
  gtk_widget_class_bind_template_callback (widget_class, more_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
}

static void
gradus_path_panel_init (GradusPathPanel *self)
{
  self->chosen = self->pointed = NO_PATH;
  gtk_widget_init_template (GTK_WIDGET (self));
  gradus_view_watch (self, G_CALLBACK (look_changed_cb), "cursor", "digits", NULL);
}

gpointer
gradus_path_panel_make_picture (GradusPathPanel *self)
{
  const GradusPaths *paths = get_paths (self);
  Picture *picture;

  if (paths == NULL || !paths->finite)
    return NULL;
  picture = g_new0 (Picture, 1);
  picture->trace = gradus_trace_copy (gradus_path_source_get_trace (self->source));
  picture->names = gradus_names_copy (gradus_session_get_names (self->view.session));
  picture->paths = *paths;
  picture->training = *gradus_session_get_training (self->view.session);
  picture->picture = (GradusPathPicture){ .context = make_context (self), .paths = &picture->paths };
  picture->picture.context.trace = picture->trace;
  picture->picture.context.names = picture->names;
  picture->picture.context.training = &picture->training;
  return picture;
}

void
gradus_path_panel_paint_picture (cairo_t *cr, double width, double height, gpointer picture)
{
  gradus_path_picture_paint (
      &((Picture *) picture)->picture, gradus_palette_get (GRADUS_PALETTE_PRINT), cr, width, height);
}

void
gradus_path_panel_free_picture (gpointer data)
{
  Picture *picture = data;

  gradus_trace_free (picture->trace);
  gradus_names_free (picture->names);
  g_free (picture);
}
