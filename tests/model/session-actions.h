/* What is done to a session's samples at random.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session-fixture.h"

/* Data of one to three inputs and one or two outputs, perhaps with names or test rows. */
void random_change_data (GradusSession *session, GRand *rand);

/* Samples added, taken away or written over, whatever comes; refused now and then. */
void random_edit_rows (GradusSession *session, GRand *rand);
