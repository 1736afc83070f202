#!/bin/sh
# The browser tests drive Chromium. Where none is on PATH and this machine lets us, install Debian's;
# else say what is missing and go on: without CI those tests are skipped, under CI they fail.
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" > /dev/null 2>&1; then
        exit 0
    fi
done
if command -v apt-get > /dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing Chromium for the browser tests"
    log=$(mktemp)
    if apt-get update > "$log" 2>&1 && DEBIAN_FRONTEND=noninteractive apt-get install -y chromium >> "$log" 2>&1; then
        rm -f "$log"
        exit 0
    fi
    tail -n 5 "$log" >&2
    rm -f "$log"
fi
echo "No Chromium found: the browser tests need one on PATH (chromium, chromium-browser or google-chrome)." >&2
exit 0
