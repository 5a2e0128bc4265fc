#!/usr/bin/env bash
# Fails where a text of the window has no finished translation, or a translation's text is gone.
# check-translations.sh --update brings the files up to date with the sources first (new texts: unfinished).
set -eu
cd "$(dirname "$0")/.."
lupdate=/usr/lib/qt6/bin/lupdate
[ -x "$lupdate" ] || lupdate=$(command -v lupdate) || { echo "lupdate is missing: install qt6-l10n-tools" >&2; exit 4; }
update() { # LANGUAGE FILE
    # With the root on the include path lupdate finds the classes, and with them the contexts.
    local plural=
    [ "$1" = en ] && plural=-pluralonly
    "$lupdate" -silent -recursive app widgets -I . -source-language en -target-language "$1" -locations none \
        -no-obsolete $plural -ts "$2" 2> >(grep -v 'lacks Q_OBJECT' >&2)
}
if [ "${1:-}" = --update ]; then
    for language in en de zh_CN; do update "$language" "translations/roentgen_$language.ts"; done
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failed=0
for language in en de zh_CN; do
    file=translations/roentgen_$language.ts
    cp "$file" "$scratch/now.ts"
    update "$language" "$scratch/now.ts"
    if grep -q -E 'type="(unfinished|vanished|obsolete)"' "$scratch/now.ts"; then
        echo "$file: unfinished:" >&2
        grep -B4 -E 'type="(unfinished|vanished|obsolete)"' "$scratch/now.ts" | grep '<source>' | sed 's/^ */  /' >&2
        failed=1
    fi
    if ! diff -u "$file" "$scratch/now.ts" >"$scratch/diff"; then
        echo "$file differs from the sources' texts (packaging/check-translations.sh --update brings them together):" >&2
        grep -E '^[-+] *<source>' "$scratch/diff" | head -20 >&2
        failed=1
    fi
done
[ "$failed" = 0 ] && echo "Translations are complete: $(grep -c '<source>' translations/roentgen_de.ts) texts in de and zh_CN."
exit "$failed"
