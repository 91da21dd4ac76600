#!/bin/sh
# Print the path of the browser for the journeys in tests/journeys; fail when there is none. CHROMIUM names another.
# The headless shell draws the same pages with the same engine for a third less work.
for program in ${CHROMIUM:-} chromium-headless-shell chromium google-chrome google-chrome-stable chromium-browser /snap/bin/chromium; do
    command -v "$program" && exit 0
done
exit 1
