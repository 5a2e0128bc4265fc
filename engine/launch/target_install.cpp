#include "engine/launch/target_install.h"

#include "engine/launch/remote_shell.h"
#include "engine/launch/shared_libraries.h"
#include "engine/protocol/sha256.h"
#include "engine/protocol/text_file.h"

namespace roentgen::launch {

namespace {

// $1: engine folder of this version, $2: SHA-256 of the archive, $3: what roentgen-run must say; the archive comes in.
const char* const unpack = R"sh(set -e
mkdir -p -- "$(dirname -- "$1")"
new=$1.new-$$
trap 'rm -rf -- "$new"' EXIT
mkdir -- "$new" "$new/bin"
cat >"$new/engine.tar.gz"
[ "$(sha256sum <"$new/engine.tar.gz" | cut -c1-64)" = "$2" ] || { echo "the archive came damaged" >&2; exit 4; }
tar -xzf "$new/engine.tar.gz" -C "$new/bin"
rm -- "$new/engine.tar.gz"
lacking "$new/bin/"* | grep . && exit 4
for program in roentgen-run roentgen-train roentgen-data roentgen-evaluate; do
    said=$("$new/bin/$program" --version 2>&1) || { echo "$said" | tail -n 1 >&2; exit 4; }
    [ "$said" = "$program $3" ] || { echo "$program says $said" >&2; exit 4; }
done
if [ -e "$1" ]; then mv -- "$1" "$new.old"; fi
mv -- "$new" "$1"
rm -rf -- "$new.old"
cd "$1/bin" && pwd
)sh";

} // namespace

Result<TargetInstall> installEngine(const Target& target, const std::string& binFolder) {
    if (!target.engineFolder.empty())
        return usageError("The target says that the programs are in " + target.engineFolder + " already",
                          "engine_folder", "leave engine_folder out to have them installed in the work folder");
    ChildOptions packing;
    packing.seconds = 300;
    const Result<ChildOutcome> archive = runChild(
        {"tar", "-czf", "-", "-C", binFolder, "roentgen-run", "roentgen-train", "roentgen-data", "roentgen-evaluate"},
        packing);
    if (!archive)
        return archive.error();
    if (!archive->good())
        return environmentError("Could not pack the programs: " + archive->errors.substr(0, 200), binFolder,
                                "build them, or run ./run build");
    ChildOptions sending;
    sending.input = archive->output;
    sending.seconds = 0;
    sending.silence = 120;
    const std::string folder = target.workFolder + "/engine/" + ROENTGEN_VERSION;
    const Result<ChildOutcome> sent = runThere(
        target,
        {"sh", "-c", std::string(lackingFunction) + unpack, "sh", folder, sha256Hex(archive->output), ROENTGEN_VERSION},
        sending);
    if (!sent)
        return sent.error();
    if (const std::vector<std::string> lacks = lackedLibraries(sent->output); !sent->good() && !lacks.empty())
        return environmentError("That machine lacks shared libraries: " + nameLibraries(lacks), target.name,
                                libraryHint(lacks));
    if (!sent->good())
        return environmentError("The programs do not run there: " + lastLine(sent->errors), folder,
                                "install the Debian packages that README names, or build Roentgen there and set "
                                "engine_folder");
    return TargetInstall{lastLine(sent->output), ROENTGEN_VERSION, int64_t(archive->output.size())};
}

} // namespace roentgen::launch
