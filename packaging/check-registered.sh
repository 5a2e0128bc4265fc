#!/usr/bin/env bash
# Is every test of the sources registered in a build? A test that is absent passes nothing, and is named with what it
# lacks (tests/needs.txt). Exit 1 where one is absent.
#   packaging/check-registered.sh [--without-data] [BUILD]     (default: build/release)
# --without-data: names the tests that need the real films, and lets them be absent.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."

excused=
[ "${1:-}" != --without-data ] || { excused=data; shift; }
build=${1:-build/release}
[ -f "$build/CTestTestfile.cmake" ] || { echo "check-registered.sh: no tests are configured in $build: cmake --preset test" >&2; exit 2; }

registered=$(ctest --test-dir "$build" -N | sed -n 's/^ *Test *#[0-9]*: //p' | sort -u)
# A test program is named after its source file; one that runs no test is none.
sources=$(find tests -name '*_test.cpp' -exec grep -lE 'QTEST_|QTest::qExec' {} + | sed 's|.*/||; s|\.cpp$||' | sort)
needs=$(grep -v '^#' tests/needs.txt)

code=0
while read -r name; do
    grep -qx "$name" <<<"$registered" && continue
    read -r _ kind what < <(grep "^$name " <<<"$needs" || echo "$name - nothing that tests/needs.txt names")
    echo "$name is not registered: it needs $what" >&2
    [ "$kind" = "$excused" ] || code=1
done <<<"$sources"

# The list names tests that there are, each once.
while read -r name _; do
    grep -qx "$name" <<<"$sources" || { echo "tests/needs.txt names $name, which is no test" >&2; code=1; }
done <<<"$needs"
repeated=$(awk '{print $1}' <<<"$needs" | sort | uniq -d)
[ -z "$repeated" ] || { echo "tests/needs.txt names twice: $repeated" >&2; code=1; }

echo "$(wc -l <<<"$registered") tests are registered of $(wc -l <<<"$sources") test programs"
exit $code
