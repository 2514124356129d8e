"""Finds the system packages that Qt and the screenshots lack, and installs them on Debian and Ubuntu when root."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys

OFFSCREEN = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
}
X11 = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
FONTS = ("fonts-noto-core", "fonts-noto-extra", "fonts-noto-color-emoji")


def missing(purposes: list[str]) -> list[str]:
    """The packages that are missing for `purposes`, which are "offscreen", "window" and "fonts"."""
    libraries = dict(OFFSCREEN)
    if "window" in purposes and _draws_on_x11():
        libraries |= X11
    packages = [package for library, package in libraries.items() if not _loads(library)]
    if "fonts" in purposes and shutil.which("dpkg-query"):
        packages += [font for font in FONTS if not _is_installed(font)]
    return packages


def main(purposes: list[str]) -> int:
    if sys.platform != "linux":  # elsewhere Qt brings all it needs
        return 0
    packages = missing(purposes)
    if packages and shutil.which("apt-get") and os.geteuid() == 0:
        _install(packages)
        packages = missing(purposes)
    if not packages:
        return 0
    command = ["apt-get", "install", "--no-install-recommends", *packages]
    if not shutil.which("apt-get"):
        print("Some system packages are missing. Debian calls them:", *packages, file=sys.stderr)
    else:
        print("Some system packages are missing. Type this, then try again:\n", file=sys.stderr)
        print("    sudo", *command, file=sys.stderr)
    return 1


def _draws_on_x11() -> bool:
    platform = os.environ.get("QT_QPA_PLATFORM")
    return platform.startswith("xcb") if platform else "WAYLAND_DISPLAY" not in os.environ


def _loads(library: str) -> bool:
    """Whether the loader finds it; the names of packages differ between releases, those of libraries do not."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _is_installed(package: str) -> bool:
    query = ["dpkg-query", "--show", "--showformat=${db:Status-Status}", package]
    return subprocess.run(query, capture_output=True, text=True, check=False).stdout == "installed"


def _install(packages: list[str]) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        subprocess.run(["apt-get", "--quiet", *command], env=environment, check=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
