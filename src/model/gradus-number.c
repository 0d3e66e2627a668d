/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gradus-number.h"

G_DEFINE_QUARK (gradus - number - error - quark, gradus_number_error)
