/* What shows or changes a session: the parent of the window's views.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/gradus-session.h"
#include "model/gradus-source.h"

G_BEGIN_DECLS

#define GRADUS_TYPE_VIEW                (gradus_view_get_type ())
#define GRADUS_VIEW(object)             (G_TYPE_CHECK_INSTANCE_CAST ((object), GRADUS_TYPE_VIEW, GradusView))
#define GRADUS_VIEW_CLASS(klass)        (G_TYPE_CHECK_CLASS_CAST ((klass), GRADUS_TYPE_VIEW, GradusViewClass))
#define GRADUS_VIEW_GET_CLASS(instance) (G_TYPE_INSTANCE_GET_CLASS ((instance), GRADUS_TYPE_VIEW, GradusViewClass))

typedef struct _GradusView GradusView;
typedef struct _GradusViewClass GradusViewClass;

/* Types that derive from it read `session`, NULL before there is one and while they are disposed of. */
struct _GradusView
{
  GtkWidget parent_instance;

  GradusSession *session;
  GSignalGroup *watched;
  GradusSource *source;
};

struct _GradusViewClass
{
  GtkWidgetClass parent_class;

  /* Another session, or NULL, takes the place of the present one. Overrides chain up, then show what it holds. */
  void (*set_session) (GradusView *self, GradusSession *session);
};

GType gradus_view_get_type (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GradusView, g_object_unref)

/* Properties:
 *   "session"  GradusSession  what is shown; NULL shows nothing
 * When it is disposed of it gives the session up and unparents its children. */

/* Calls `changed` with the view whenever one of the properties named, a list that NULL ends, changes in the session
 * of then. Meant for init. */
void gradus_view_watch (gpointer view, GCallback changed, ...) G_GNUC_NULL_TERMINATED;

/* Takes over what the view shows in place of the source there was; NULL: none. It computes only while the view is on
 * screen, and `changed` is called with the view whenever it has changed: perhaps at once. */
void gradus_view_take_source (gpointer view, gpointer source, GCallback changed);

GradusSession *gradus_view_get_session (GradusView *self);
void gradus_view_set_session (GradusView *self, GradusSession *session);

G_END_DECLS
