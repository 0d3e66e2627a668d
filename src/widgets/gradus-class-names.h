/* What the classes of a session's data are called.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/gradus-classes.h"
#include "model/gradus-session.h"

G_BEGIN_DECLS

/* One name a class: the value of a single target, or the output neuron's name. NULL where there are no classes; free it. */
char **gradus_class_names_new (GradusSession *session, const GradusClasses *classes);

G_END_DECLS
