/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/gradus-kernels.h"

extern const GradusKernels gradus_kernels_baseline;
#ifdef GRADUS_X86_KERNELS
extern const GradusKernels gradus_kernels_avx2, gradus_kernels_avx512;
#endif

size_t
gradus_kernels_list (const GradusKernels *kernels[GRADUS_MAX_KERNELS])
{
  size_t n = 0;

  kernels[n++] = &gradus_kernels_baseline;
#ifdef GRADUS_X86_KERNELS
  if (__builtin_cpu_supports ("avx2") && __builtin_cpu_supports ("fma"))
    {
      kernels[n++] = &gradus_kernels_avx2;
      if (__builtin_cpu_supports ("avx512f") && __builtin_cpu_supports ("avx512dq") &&
          __builtin_cpu_supports ("avx512vl"))
        kernels[n++] = &gradus_kernels_avx512;
    }
#endif
  return n;
}

const GradusKernels *
gradus_kernels_pick (void)
{
  const GradusKernels *kernels[GRADUS_MAX_KERNELS];

  return kernels[gradus_kernels_list (kernels) - 1];
}
