// The loops behind dense_kernel.h, on vectors of 16 floats. A source file that is compiled for one processor includes
// the vectors of that processor (dense_vectors_256.h, dense_vectors_512.h), defines `Vector`, how values are loaded,
// stored and multiplied there, and then includes this. It includes no other header of the library and uses nothing of
// the standard library: an inline function compiled here for a wide processor must not be the copy that the linker
// takes for everyone.
//
// All matrix products are one loop, multiply(): sums of 8 rows by 32 columns stay in registers while `units` go by. A
// unit is 32 bits of the reduced dimension: one float, or two bf16 values side by side.
#pragma once

#include "engine/models/dense_kernel_packing.h"
#include "engine/models/dense_kernel_passes.h"
#include "engine/models/dense_kernel_pointwise.h"
#include "engine/models/dense_kernel_spatial.h"
#include "engine/models/dense_kernel_winograd.h"

namespace roentgen::models {

namespace {

constexpr bool isFloat = pair == 1;
const DenseKernels kernels = {valueSize,
                              forwardRows,
                              packPointwise,
                              packPointwiseBackward,
                              packSpatial,
                              packSpatialBackward,
                              isFloat ? packWinograd : nullptr,
                              pointwiseForward,
                              pointwiseBackward,
                              spatialForward,
                              spatialBackward,
                              isFloat ? winogradForward : nullptr,
                              copyWithSums,
                              finishGradient,
                              normalise,
                              normaliseBackward};

} // namespace

} // namespace roentgen::models
