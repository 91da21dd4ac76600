"""Print the Debian packages of the libraries that WeasyPrint opens and this system lacks; nothing when all are there.

    system_libraries.py           what the application needs
    system_libraries.py test      that, and what the browser tests need

Runs before anything is installed: standard library only. Opening is the proof, a package may be broken or foreign.
"""

import ctypes
import os
import sys
from pathlib import Path

LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
    "libfontconfig.so.1": "fontconfig",
}
FOR_TESTS = {"libatomic.so.1": "libatomic1"}  # the program that Playwright brings along is linked with it


def opens(library):
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def fontconfig_is_configured():
    """Without its configuration fontconfig finds no font at all, and WeasyPrint prints empty boxes."""
    named = "FONTCONFIG_FILE" in os.environ or "FONTCONFIG_PATH" in os.environ
    return named or Path("/etc/fonts/fonts.conf").exists()


def missing_packages(libraries):
    packages = [package for library, package in libraries.items() if not opens(library)]
    if "fontconfig" not in packages and not fontconfig_is_configured():
        packages.append("fontconfig")
    return packages


if __name__ == "__main__":
    if sys.platform == "linux":  # elsewhere the libraries have other names and WeasyPrint says itself what it misses
        print(*missing_packages(LIBRARIES | FOR_TESTS if sys.argv[1:] == ["test"] else LIBRARIES))
