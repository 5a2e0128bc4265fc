#include "engine/launch/shared_libraries.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <sstream>

namespace roentgen::launch {

namespace {

// Packages that hold several libraries. version: theirs, or else the library's own is appended.
struct Package {
    const char *library, *package, *version; // library: the beginning of its name
};
constexpr Package packages[] = {{"libtorch", "libtorch", nullptr}, {"libc10", "libtorch", nullptr},
                                {"libmpi", "libopenmpi", "3"},     {"libdcm", "libdcmtk", nullptr},
                                {"liboflog", "libdcmtk", nullptr}, {"libofstd", "libdcmtk", nullptr},
                                {"libijg", "libdcmtk", nullptr},   {"ld-linux", "libc", "6"}};
constexpr const char* partsOfLibc[] = {"libc", "libm", "libdl", "librt", "libpthread"};

} // namespace

const char* const lackingFunction = R"sh(
lacking() { LC_ALL=C ldd -- "$@" 2>/dev/null | awk '$2 == "=>" && $3 == "not" {print "lacks=" $1}' | sort -u; }
)sh";

std::vector<std::string> lackedLibraries(const std::string& output) {
    const std::string mark = "lacks=";
    std::vector<std::string> libraries;
    std::istringstream lines(output);
    for (std::string line; std::getline(lines, line);)
        if (line.compare(0, mark.size(), mark) == 0)
            libraries.push_back(line.substr(mark.size()));
    return libraries;
}

std::string nameLibraries(const std::vector<std::string>& libraries) {
    std::string names;
    for (const std::string& library : libraries)
        names += (names.empty() ? "" : ", ") + library;
    return names;
}

std::string debianPackageOf(const std::string& library) {
    const std::string mark = ".so.";
    const size_t at = library.find(mark);
    if (at == std::string::npos || at == 0 || library.find_first_of(" '\"/") != std::string::npos)
        return {};
    const std::string version = library.substr(at + mark.size());
    std::string name = library.substr(0, at);
    if (std::find(std::begin(partsOfLibc), std::end(partsOfLibc), name) != std::end(partsOfLibc))
        return "libc6";
    for (const Package& package : packages)
        if (name.compare(0, std::string(package.library).size(), package.library) == 0)
            return package.package + (package.version ? std::string(package.version) : version);
    for (char& c : name)
        c = c == '_' ? '-' : char(std::tolower(static_cast<unsigned char>(c)));
    const bool digit = std::isdigit(static_cast<unsigned char>(name.back())) != 0;
    return name + (digit ? "-" : "") + version;
}

std::string libraryHint(const std::vector<std::string>& libraries) {
    std::set<std::string> found;
    std::string unknown;
    for (const std::string& library : libraries)
        if (const std::string package = debianPackageOf(library); !package.empty())
            found.insert(package);
        else
            unknown += (unknown.empty() ? "" : ", ") + library;
    std::string hint;
    for (const std::string& package : found)
        hint += " " + package;
    if (!hint.empty())
        hint = "on Debian, install there with apt:" + hint;
    if (!unknown.empty())
        hint += (hint.empty() ? "" : "; ") + ("name the folder of " + unknown) + " in LD_LIBRARY_PATH, in the prelude";
    return hint;
}

} // namespace roentgen::launch
