#!/bin/sh
# Write run.txt, dev.txt and docs.txt from uv.lock into a folder, for machines without uv.
#   sh requirements/export.sh FOLDER
set -eu
common="--frozen --no-header --no-annotate --no-emit-workspace --no-default-groups"
for what in run dev docs; do
    groups=
    [ "$what" = run ] || groups="--group $what"
    # shellcheck disable=SC2086 # several words are meant
    uv export --quiet $common $groups --output-file "$1/$what.txt" >/dev/null
done
