/* What is computed beside the main thread about a session as it stands, and kept
 * up to date: the base of all such sources.
 *
 * A job is a copy of what it needs, made on the main thread. Only one is under
 * way: what is asked for meanwhile is dropped but for the last. While training
 * they begin no more often than the class's interval.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdatomic.h>

#include "core/gradus-field.h"
#include "model/gradus-session.h"

G_BEGIN_DECLS

#define GRADUS_TYPE_SOURCE         (gradus_source_get_type ())
#define GRADUS_SOURCE(object)      (G_TYPE_CHECK_INSTANCE_CAST ((object), GRADUS_TYPE_SOURCE, GradusSource))
#define GRADUS_SOURCE_CLASS(klass) (G_TYPE_CHECK_CLASS_CAST ((klass), GRADUS_TYPE_SOURCE, GradusSourceClass))
#define GRADUS_SOURCE_GET_CLASS(instance)                                                                              \
  (G_TYPE_INSTANCE_GET_CLASS ((instance), GRADUS_TYPE_SOURCE, GradusSourceClass))
#define GRADUS_IS_SOURCE(object) (G_TYPE_CHECK_INSTANCE_TYPE ((object), GRADUS_TYPE_SOURCE))

typedef struct _GradusSource GradusSource;
typedef struct _GradusSourceClass GradusSourceClass;

/* What a thread computes, on copies of its own: the first member of each kind of
 * job, which is allocated with g_new0(). It may outlive its owner. */
typedef struct
{
  GradusSource *owner; /* for the main thread; NULL when that is gone */
  atomic_bool stop;    /* its result is not wanted any more */
  GradusField *field;  /* from gradus_source_take_field(), or NULL; the owner has it back in the end */
  gboolean done;
} GradusSourceJob;

/* Types that derive from it read `session`, NULL when they are disposed of, and `job`. */
struct _GradusSource
{
  GObject parent_instance;

  GradusSession *session;
  gboolean active;

  GradusField *field;
  GradusShape field_shape;
  GradusSourceJob *job; /* under way; its task owns it */
  gboolean late;        /* something has changed since it began */
  guint timer;
  gint64 begun;
};

/* Signals:
 *   ::changed  there is another result, or none any more
 * Its virtual methods: */
struct _GradusSourceClass
{
  GObjectClass parent_class;

  guint interval_msec; /* from one job to the next while training */

  /* A job about how things are now; NULL where there is nothing to compute. */
  gpointer (*prepare) (GradusSource *self);

  /* In a thread; FALSE where it stopped before the end. Touches nothing but the job. */
  gboolean (*compute) (gpointer job);

  /* Takes the result out of a job that is done and wanted. */
  void (*take) (GradusSource *self, gpointer job);

  void (*free_job) (gpointer job); /* all but its first member */
};

GType gradus_source_get_type (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GradusSource, g_object_unref)

/* A source of that type, not active yet. It looks again whenever the trace changes. */
gpointer gradus_source_new (GType type, GradusSession *session);

/* Computes only while it is active, which it is not at first: nobody looks. */
void gradus_source_set_active (GradusSource *self, gboolean active);

/* For derived types. */

/* Begins a job about how things are now, as soon as it may be. */
void gradus_source_update (GradusSource *self);

/* What is being computed is of no use any more. */
void gradus_source_drop_job (GradusSource *self);

/* Scratch memory for networks of that shape, which goes back with the job. */
GradusField *gradus_source_take_field (GradusSource *self, const GradusShape *shape);

void gradus_source_emit_changed (GradusSource *self);

G_END_DECLS
