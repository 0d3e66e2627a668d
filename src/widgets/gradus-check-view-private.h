/* The words of the view of checks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/gradus-check-source.h"
#include "render/gradus-format.h"

G_BEGIN_DECLS

/* How the check stands, or what it has come to. The caller owns each text. */
char *gradus_check_view_describe (GradusCheckSource *source, const GradusShape *shape);

/* One point of the curve, and which of the two errors it is made of. */
char *gradus_check_view_describe_point (const GradusDifferenceCurve *curve,
                                        const GradusShape *shape,
                                        gsize point,
                                        GradusFormat format);

/* What the gradient foretells of the coming step. `plain`: that is nothing but -η g·g. */
char *gradus_check_view_describe_forecast (GradusForecast forecast, gboolean plain, GradusFormat format);

G_END_DECLS
