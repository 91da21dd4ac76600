#!/bin/sh
# Print the path of the browser for the journeys in tests/journeys; fail when there is none. CHROMIUM names another.
for program in ${CHROMIUM:-} chromium google-chrome google-chrome-stable chromium-browser /snap/bin/chromium; do
    command -v "$program" && exit 0
done
exit 1
