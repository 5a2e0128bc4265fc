#!/usr/bin/env bash
# ./run headless as a newcomer would call it, in a workspace of its own: exit 0, no warning printed, every picture that
# it names shows something. Exit 1 where one of these fails.
#   packaging/check-headless.sh [WORKSPACE]     (default: build/headless, made anew)
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."

workspace=${1:-$PWD/build/headless}
rm -rf "$workspace"
mkdir -p "$workspace" build
log=build/headless.log
code=0
env -u DISPLAY -u WAYLAND_DISPLAY ROENTGEN_WORKSPACE="$workspace" ./run headless >"$log" 2>&1 || code=$?
[ "$code" = 0 ] || { tail -40 "$log" >&2; echo "./run headless ended with $code; see $log" >&2; exit 1; }

failed=0
# What Qt, MPI, LibTorch and the shell say when something is amiss; the compiler's lines come before "Built in".
if sed '1,/^Built in/d' "$log" | grep -n -i -E 'warning|error|QObject|QStandardPaths|qt\.|deprecated|cannot|could not|failed'; then
    echo "./run headless printed a warning; see $log" >&2
    failed=1
fi

/usr/bin/python3 - "$workspace/pictures" <<'END' || failed=1
import pathlib, sys
from PIL import Image

folder = pathlib.Path(sys.argv[1])
pages = [f"{page}-{theme}.png" for theme in ("dark", "light") for page in ("studies", "experiments", "runs", "review", "settings")]
pictures = [folder / page for page in pages] + sorted(folder.glob("overlays/**/*.png"))
failed = len(pictures) == len(pages)
if failed:
    print("no overlay was written")
for picture in pictures:
    if not picture.exists():
        print(f"{picture} is not there")
        failed = True
        continue
    image = Image.open(picture).convert("RGB")
    colours = image.getcolors(image.width * image.height)
    most = max(count for count, _ in colours) / (image.width * image.height)
    # The emptiest page is mostly of its background's colour; a page that is nothing else is all of it.
    if len(colours) < 32 or most > 0.97:
        print(f"{picture} shows nothing: {len(colours)} colours, {most:.1%} of one")
        failed = True
print(f"{len(pictures)} pictures have content" if not failed else "pictures are missing or empty")
sys.exit(failed)
END
exit "$failed"
