#!/usr/bin/env bash
# The map of docs/architecture.md, enforced: no Qt in the engine; no tensors, MPI, DICOM or OpenCV in the window;
# the link lines agree. With a build folder as argument, its programs are checked instead of the sources.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
bad=0
refuse() { printf '%s\n' "$1" "$2" >&2; bad=1; }

if [ $# -eq 0 ]; then
    found=$(grep -rnE '#include *[<"](Q[A-Z]|Qt)' engine || true)
    [ -z "$found" ] || refuse "Qt inside engine/:" "$found"
    found=$(grep -rnE '#include *[<"](torch/|ATen/|c10/|mpi\.h|dcmtk/|opencv2?/)' app widgets || true)
    [ -z "$found" ] || refuse "Tensors, MPI, DICOM or OpenCV inside the window:" "$found"
    found=$(grep -rliE 'auc' engine app widgets --include=*.cpp --include=*.h | grep -vE '^engine/(evaluation|tasks/classification)/|^engine/protocol/(metric|run_event|preset_texts|messages/prediction_messages)\.cpp|^app/(experiments/preset_words|runs/metric_words)\.cpp' || true)
    [ -z "$found" ] || refuse "A metric by its name outside of its task (engine/tasks):" "$found"
    found=$(grep -rnE '#include *([<"]google/protobuf|"[a-z_]*\.pb\.h)' engine app widgets | grep -v '^engine/records/' || true)
    [ -z "$found" ] || refuse "Protocol Buffers outside engine/records/:" "$found"
    found=$(grep -rnE '#include *"engine/' engine/records | grep -vE '"engine/(records|protocol)/' || true)
    [ -z "$found" ] || refuse "engine/records may use engine/protocol alone:" "$found"
    found=$(grep -rnE '#include *"engine/' app widgets | grep -v '"engine/protocol/' || true)
    [ -z "$found" ] || refuse "The window may use engine/protocol alone:" "$found"
    found=$(grep -rnE 'QImageReader|Q(Image|Pixmap|Icon)::fromData|loadFromData|Q(Image|Pixmap)\((path|file|name)|(image|pixmap|film)\.load\(' app widgets || true)
    [ -z "$found" ] || refuse "Qt's own image readers inside the window:" "$found"
    build=build/release
else
    build=$1
fi

needed() { readelf -d "$1" | sed -n 's/.*NEEDED.*\[\(.*\)\]/\1/p'; }
[ -x "$build/bin/roentgen-train" ] || refuse "No programs to check in $build/bin" "build them first"
for program in "$build"/bin/*; do
    [ -f "$program" ] && [ -x "$program" ] || continue
    case "$(basename "$program")" in
        roentgen) pattern='torch|c10|mpi|dcm|opencv|openjp|protobuf' ;;
        roentgen-data|roentgen-run) pattern='torch|c10|libmpi|Qt' ;;
        *) pattern='libQt6' ;;
    esac
    found=$(needed "$program" | grep -iE "$pattern" || true)
    [ -z "$found" ] || refuse "$(basename "$program") links what it may not:" "$found"
done
[ $bad -eq 0 ] && echo "walls hold ($build)"
exit $bad
