/* The tools of the picture of the data: what a click there does.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/gradus-brush.h"
#include "widgets/gradus-view.h"

G_BEGIN_DECLS

typedef enum
{
  GRADUS_TOOL_SELECT, /* traces a sample, drags it */
  GRADUS_TOOL_DRAW,   /* adds samples */
  GRADUS_TOOL_ERASE,  /* takes samples away */
} GradusTool;

#define GRADUS_TYPE_DATA_TOOLS (gradus_data_tools_get_type ())
G_DECLARE_FINAL_TYPE (GradusDataTools, gradus_data_tools, GRADUS, DATA_TOOLS, GradusView)

/* Signals:
 *   ::changed  there is another tool, or it draws something else */
GradusTool gradus_data_tools_get_tool (GradusDataTools *self);
void gradus_data_tools_reset (GradusDataTools *self); /* to GRADUS_TOOL_SELECT */

/* Fills in what is drawn: kind, chosen and value. `curve`: the picture has one input. */
void gradus_data_tools_fill_brush (GradusDataTools *self, gboolean curve, GradusBrush *brush);

/* What the tool in use does, in a sentence. */
char *gradus_data_tools_describe (GradusDataTools *self);

G_END_DECLS
