# Every find_package of the project. What each one is for: docs/architecture.md.
find_package(Threads REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(tomlplusplus REQUIRED)

find_package(Torch REQUIRED)
add_library(roentgen_torch INTERFACE)
target_link_libraries(roentgen_torch INTERFACE ${TORCH_LIBRARIES})
# at::parallel_for stands in LibTorch's headers: without the compiler's OpenMP it runs on one thread and says nothing.
find_package(OpenMP REQUIRED COMPONENTS CXX)
target_link_libraries(roentgen_torch INTERFACE OpenMP::OpenMP_CXX)

# A LibTorch with CUDA and NCCL sums gradients of GPUs itself.
set(ROENTGEN_NCCL OFF)
if(TORCH_CUDA_LIBRARIES)
  include(CheckCXXSourceCompiles)
  set(CMAKE_REQUIRED_LIBRARIES ${TORCH_LIBRARIES})
  check_cxx_source_compiles("#include <torch/csrc/cuda/nccl.h>
                             int main() { return int(torch::cuda::nccl::version()); }" ROENTGEN_HAS_NCCL)
  unset(CMAKE_REQUIRED_LIBRARIES)
  set(ROENTGEN_NCCL ${ROENTGEN_HAS_NCCL})
endif()

if(ROENTGEN_MPI)
  find_package(MPI REQUIRED COMPONENTS C)
endif()

if(ROENTGEN_IMAGING)
  find_package(CLI11 REQUIRED)
  find_package(DCMTK REQUIRED)
  find_package(PkgConfig REQUIRED)
  pkg_check_modules(SPNG REQUIRED IMPORTED_TARGET spng)
  pkg_check_modules(DEFLATE REQUIRED IMPORTED_TARGET libdeflate)
  pkg_check_modules(TURBOJPEG REQUIRED IMPORTED_TARGET libturbojpeg)
  pkg_check_modules(OPENJPEG REQUIRED IMPORTED_TARGET libopenjp2)
  find_package(Protobuf REQUIRED)
endif()

# The truth of some tests; nothing that is shipped links it.
if(ROENTGEN_TESTS AND ROENTGEN_IMAGING)
  find_package(OpenCV REQUIRED COMPONENTS core imgproc imgcodecs)
endif()

if(ROENTGEN_APP OR ROENTGEN_TESTS)
  find_package(Qt6 6.4 REQUIRED COMPONENTS Core Test)
endif()
# Qt Test tells each test its folder by a definition, which our tests do not use, and which would keep them from sharing a
# precompiled header.
if(TARGET Qt6::Test)
  get_target_property(definitions Qt6::Test INTERFACE_COMPILE_DEFINITIONS)
  list(FILTER definitions EXCLUDE REGEX QT_TESTCASE_)
  set_target_properties(Qt6::Test PROPERTIES INTERFACE_COMPILE_DEFINITIONS "${definitions}")
endif()
if(ROENTGEN_APP)
  find_package(Qt6 6.4 REQUIRED COMPONENTS Gui Widgets PrintSupport Sql Svg Concurrent LinguistTools)
  find_package(QCustomPlotQt6 REQUIRED)
endif()
