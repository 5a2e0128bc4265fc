// The shared libraries that a target's system lacks, and the Debian packages that hold them.
#pragma once

#include <string>
#include <vector>

namespace roentgen::launch {

// Of a POSIX shell: lacking PROGRAM… prints a line "lacks=LIBRARY" for each that the loader there does not find.
extern const char* const lackingFunction;
std::vector<std::string> lackedLibraries(const std::string& output); // of its lines among others
std::string nameLibraries(const std::vector<std::string>& libraries);

// "libtorch1.13" for "libtorch_cpu.so.1.13": as Debian 12 names it, by Debian Policy 8.1 where it keeps to that. "" for
// a library whose name has no version; those come with no package.
std::string debianPackageOf(const std::string& library);

// What to do where a target lacks them.
std::string libraryHint(const std::vector<std::string>& libraries);

} // namespace roentgen::launch
