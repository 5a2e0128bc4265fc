# One interface target carries the flags of every target of ours.
add_library(roentgen_flags INTERFACE)
# -fpch-preprocess: what ccache needs to cache files that use a precompiled header.
target_compile_options(roentgen_flags INTERFACE -Wall -Wextra -Wpedantic -Wnon-virtual-dtor -Woverloaded-virtual
                                                -fpch-preprocess)
target_include_directories(roentgen_flags INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_definitions(roentgen_flags INTERFACE ROENTGEN_VERSION="${PROJECT_VERSION}" QT_NO_KEYWORDS
                                                    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII)
if(ROENTGEN_SANITIZE)
  target_compile_options(roentgen_flags INTERFACE -fsanitize=address,undefined -fno-omit-frame-pointer)
  target_link_options(roentgen_flags INTERFACE -fsanitize=address,undefined)
  # GCC 12 takes the sanitizers' own bookkeeping for reads of uninitialised memory.
  target_compile_options(roentgen_flags INTERFACE -Wno-maybe-uninitialized)
endif()

# mold links a program in a fraction of the time.
find_program(ROENTGEN_MOLD mold)
if(ROENTGEN_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

# roentgen_cold(TARGET LEVEL): code that waits for files, people and processes; optimising it costs more than it gives.
function(roentgen_cold target level)
  if(CMAKE_BUILD_TYPE STREQUAL "Release")
    target_compile_options(${target} PRIVATE ${level})
  endif()
endfunction()

# roentgen_library(NAME SOURCES … LINKS …): one static library per room.
function(roentgen_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS;PRIVATE_LINKS" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_link_libraries(${name} PUBLIC roentgen_flags ${ARG_LINKS} PRIVATE ${ARG_PRIVATE_LINKS})
endfunction()
