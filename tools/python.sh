#!/bin/sh
# Prints a Python that is new enough for Pitboard, or says in a sentence that there is none.
# A PYTHON given to make is tried alone.
wanted='import sys; sys.exit(sys.version_info < (3, 11))'
for name in ${1:-python3 python3.13 python3.12 python3.11 python3.14 python}; do
    if command -v "$name" > /dev/null 2>&1 && "$name" -c "$wanted" > /dev/null 2>&1; then
        echo "$name"
        exit 0
    fi
done
if [ -n "${1:-}" ]; then
    echo "Pitboard needs Python 3.11 or newer; PYTHON=$1 is not one." >&2
else
    echo "Pitboard needs Python 3.11 or newer; found none on PATH. Name one with: make PYTHON=/path/to/python3" >&2
fi
exit 1
