/* The network in words: names for assistive tools, tooltips, the description.
 * What the session's cursor has not reached is said not to be computed yet.
 * Every function returns a new string.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/gradus-session.h"
#include "render/gradus-format.h"

G_BEGIN_DECLS

/* "Weight w₁ from x₁ to h": what the part is. NULL for what is not on the canvas. */
char *gradus_canvas_text_title (GradusSession *session, GradusPart part);

/* The title with its numbers: "Hidden neuron h, z 1.1, output 0.7503, delta −0.0243". */
char *gradus_canvas_text_name (GradusSession *session, GradusPart part, GradusFormat format);

/* A few lines: what the part is, its numbers, and what they mean. */
char *gradus_canvas_text_tooltip (GradusSession *session, GradusPart part, GradusFormat format);

/* One sentence about what the whole picture shows now. */
char *gradus_canvas_text_description (GradusSession *session, GradusFormat format);

G_END_DECLS
