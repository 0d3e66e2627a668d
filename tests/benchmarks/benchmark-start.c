/* Start-up beside another program: the time from exec to the first pixels on the
 * screen, and the memory at that moment. The programs take turns, so that what
 * else the machine does meets both alike.
 *
 * Arguments: name and path of each program, in pairs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <gio/gio.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N_ROUNDS      7
#define MAX_PROGRAMS  4
#define SMALLEST      200 /* pixels; a narrower window is a helper's */
#define PATIENCE_USEC (30 * G_USEC_PER_SEC)
#define INTERVAL_USEC 1000
#define BACKGROUND    0xff00ff /* nobody paints a window in it */
#define KIBI          1024.0

typedef struct
{
  double milliseconds;
  double mebibytes;
} Start;

/* Whether a window is on the screen and something is painted in it. */
static gboolean
is_painted (Display *display, Window window)
{
  XWindowAttributes attributes;
  gboolean painted = FALSE;

  if (!XGetWindowAttributes (display, window, &attributes) || attributes.map_state != IsViewable ||
      attributes.width < SMALLEST || attributes.height < SMALLEST)
    return FALSE;

  XImage *pixel = XGetImage (display,
                             DefaultRootWindow (display),
                             attributes.x + attributes.width / 2,
                             attributes.y + attributes.height / 2,
                             1,
                             1,
                             AllPlanes,
                             ZPixmap);

  if (pixel == NULL)
    return FALSE;
  painted = (XGetPixel (pixel, 0, 0) & 0xffffff) != BACKGROUND && (XGetPixel (pixel, 0, 0) & 0xffffff) != 0;
  XDestroyImage (pixel);
  return painted;
}

static gboolean
find_painted (Display *display)
{
  Window root, parent, *windows = NULL;
  unsigned int n = 0;
  gboolean found = FALSE;

  XQueryTree (display, DefaultRootWindow (display), &root, &parent, &windows, &n);
  for (unsigned int i = 0; i < n && !found; i++)
    found = is_painted (display, windows[i]);
  if (windows != NULL)
    XFree (windows);
  return found;
}

/* Resident memory of a process; 0 where it is not told. */
static double
read_memory (const char *pid)
{
  g_autofree char *path = g_build_filename ("/proc", pid, "status", NULL);
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents (path, &status, NULL, NULL) || (line = strstr (status, "VmRSS:")) == NULL)
    return 0.0;
  return g_ascii_strtod (line + strlen ("VmRSS:"), NULL) / KIBI;
}

static Start
start_program (Display *display, const char *path)
{
  g_autoptr (GError) error = NULL;
  gint64 begun = g_get_monotonic_time ();
  g_autoptr (GSubprocess) process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, path, NULL);
  Start start = { 0 };

  if (process == NULL)
    g_error ("%s", error->message);
  while (!find_painted (display))
    {
      if (g_get_monotonic_time () - begun > PATIENCE_USEC)
        g_error ("%s shows nothing", path);
      g_usleep (INTERVAL_USEC);
    }
  start.milliseconds = (double) (g_get_monotonic_time () - begun) / 1000;
  start.mebibytes = read_memory (g_subprocess_get_identifier (process));

  /* Not asked to end: it would take its time, and keep what it was at. */
  g_subprocess_force_exit (process);
  g_subprocess_wait (process, NULL, NULL);
  while (find_painted (display))
    g_usleep (INTERVAL_USEC);
  return start;
}

static int
compare_starts (const void *a, const void *b)
{
  const Start *x = a, *y = b;

  return (x->milliseconds > y->milliseconds) - (x->milliseconds < y->milliseconds);
}

/* A window may go between our seeing it and our asking. */
static int
ignore_error (Display *display, XErrorEvent *event)
{
  return 0;
}

int
main (int argc, char *argv[])
{
  Display *display = XOpenDisplay (NULL);
  Start starts[MAX_PROGRAMS][N_ROUNDS];
  int n = MIN ((argc - 1) / 2, MAX_PROGRAMS);

  if (display == NULL)
    {
      g_print ("There is no display (xvfb): no start is measured\n");
      return 77;
    }
  if (n < 2)
    g_print ("gtk4-demo (gtk-4-examples) is not installed: no comparison with it\n");
  XSetErrorHandler (ignore_error);
  XSetWindowBackground (display, DefaultRootWindow (display), BACKGROUND);
  XClearWindow (display, DefaultRootWindow (display));
  XSync (display, False);

  /* The first round fills the caches. */
  for (int round = -1; round < N_ROUNDS; round++)
    for (int i = 0; i < n; i++)
      starts[i][MAX (round, 0)] = start_program (display, argv[2 * i + 2]);

  for (int i = 0; i < n; i++)
    {
      qsort (starts[i], N_ROUNDS, sizeof starts[i][0], compare_starts);
      g_print ("RESULT start %s %.0f ms\n", argv[2 * i + 1], starts[i][N_ROUNDS / 2].milliseconds);
      g_print ("RESULT start-memory %s %.0f MiB\n", argv[2 * i + 1], starts[i][N_ROUNDS / 2].mebibytes);
    }
  XCloseDisplay (display);
  return 0;
}
