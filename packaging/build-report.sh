#!/usr/bin/env bash
# What the last build of a folder cost: processor-seconds of its objects together, and the ten slowest.
set -euo pipefail
log=${1:-$(dirname "$(readlink -f "$0")")/../build/release}/.ninja_log
awk 'NR > 1 && $4 ~ /\.(o|gch)$/ { seconds[$4] = ($2 - $1) / 1000 }
     END { for (file in seconds) { total += seconds[file]; count++ }
           printf "%d objects, %.0f s of compiling; the slowest:\n", count, total
           fflush()
           for (file in seconds) printf "%7.1f s  %s\n", seconds[file], file | "sort -rn | head -10" }' "$log" |
    sed -E 's#CMakeFiles/([^/]*)\.dir/#\1: #'
