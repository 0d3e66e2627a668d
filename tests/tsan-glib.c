/* What GLib says to the thread sanitizer. GLib is not built with it, so its locks are not seen, and whatever a GTask
 * carries from thread to thread would be reported as a race. Linked into a test, these stand before GLib's own: they
 * tell where the one thread lets go and the other takes over, then do what GLib does. Nothing else becomes ordered
 * by them, so that data which both sides touch at once are still found.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <dlfcn.h>
#include <gio/gio.h>

void __tsan_acquire (void *address);
void __tsan_release (void *address);

/* Looked up each time: a variable for it would be one more thing that threads share. */
#define next_of(function) ((__typeof__ (&function)) dlsym (RTLD_NEXT, #function))

typedef struct
{
  GTask *task; /* only its address, which is what is let go of and taken over */
  gpointer data;
  GDestroyNotify destroy;
  GTaskThreadFunc compute;
} Load;

static void
free_load (gpointer data)
{
  Load *load = data;

  __tsan_acquire (load->task);
  load->destroy (load->data);
  g_free (load);
}

static void
compute_load (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Load *load = data;

  __tsan_acquire (task);
  load->compute (task, source, load->data, cancellable);
}

void
g_task_set_task_data (GTask *task, gpointer data, GDestroyNotify destroy)
{
  Load *load = g_new0 (Load, 1);

  *load = (Load){ .task = task, .data = data, .destroy = destroy };
  next_of (g_task_set_task_data) (task, load, free_load);
}

gpointer
g_task_get_task_data (GTask *task)
{
  Load *load = next_of (g_task_get_task_data) (task);

  __tsan_acquire (task);
  return load->data;
}

void
g_task_run_in_thread (GTask *task, GTaskThreadFunc compute)
{
  Load *load = next_of (g_task_get_task_data) (task);

  load->compute = compute;
  __tsan_release (task);
  next_of (g_task_run_in_thread) (task, compute_load);
}

void
g_task_return_boolean (GTask *task, gboolean result)
{
  __tsan_release (task);
  next_of (g_task_return_boolean) (task, result);
}

/* Whoever lets go last, frees: after all that the others did. */
void (g_object_unref) (gpointer object)
{
  __tsan_release (object);
  next_of (g_object_unref) (object);
}

gboolean (g_atomic_ref_count_dec) (gatomicrefcount *count)
{
  __tsan_release (count);
  if (!next_of (g_atomic_ref_count_dec) (count))
    return FALSE;
  __tsan_acquire (count);
  return TRUE;
}
