// The units that hold the dense block's loops, one for each kind of processor and of value. Each defines `Vector`, how
// such values are loaded, stored and multiplied there, and includes dense_kernel_loops.h, which makes the table; each
// is compiled with the instructions of its processor (CMakeLists.txt), so none may be called before dense_kernel.cpp
// has looked for them.
#pragma once

#include "engine/models/dense_kernel.h"

namespace roentgen::models {

const DenseKernels* denseKernelsAvx2();       // dense_kernel_avx2.cpp: float, AVX2 and FMA
const DenseKernels* denseKernelsAvx2Bf16();   // dense_kernel_avx2_bf16.cpp: bf16 in memory, float in between
const DenseKernels* denseKernelsAvx512();     // dense_kernel_avx512.cpp: float, AVX-512 F, BW, VL and DQ
const DenseKernels* denseKernelsAvx512Bf16(); // dense_kernel_avx512_bf16.cpp: bf16, AVX-512 BF16 besides

} // namespace roentgen::models
