#!/usr/bin/env python3
"""Set MA Desktop up from this folder and run it. Needs Python 3.11 or newer and nothing else.

    python3 run.py           set up, then open the demo practice
    python3 run.py test      set up, then run every test
    python3 run.py setup     only set up (.venv beside this file)

Anything else is handed to the program: ``python3 run.py verify --record …``.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

#: What Qt's Linux wheels expect the system to have: library file → Debian package.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}


def say(sentence):
    print(sentence, file=sys.stderr, flush=True)


def stop(sentence):
    say(sentence)
    raise SystemExit(1)


def main(arguments):
    if sys.version_info < (3, 11):
        stop("MA Desktop needs Python 3.11 or newer; this is Python %d.%d." % sys.version_info[:2])
    wanted = arguments[0] if arguments else "demo"
    testing = wanted == "test"
    if wanted == "demo" and not has_display():
        stop(
            "There is no display here, so no window can open. On a PC with a screen this command opens the demo; "
            "without one, use 'python3 run.py test' or 'python3 run.py setup'."
        )
    set_up(["requirements.txt", "requirements-test.txt"] if testing else ["requirements.txt"])
    os.chdir(ROOT)
    if wanted == "setup":
        say("Set up. Start the program with: %s -m ma_desktop" % PYTHON.relative_to(ROOT))
        return 0
    if testing:
        workers = (
            [] if any(a.startswith("-n") or a.startswith("-p") for a in arguments[1:]) else ["-n", "auto"]
        )
        return run([PYTHON, "-m", "pytest", *workers, *arguments[1:]])
    return run([PYTHON, "-m", "ma_desktop", *(["--demo"] if wanted == "demo" else arguments)])


def run(command):
    return subprocess.call([str(part) for part in command])


def has_display():
    if not sys.platform.startswith("linux"):
        return True
    return bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.environ.get("QT_QPA_PLATFORM")
    )


def set_up(lists):
    if sys.platform.startswith("linux"):
        install_system_libraries()
    make_environment()
    for name in lists:
        wanted = hashlib.sha256((ROOT / name).read_bytes() + sys.version.encode()).hexdigest()
        stamp = VENV / (name + ".installed")
        if stamp.is_file() and stamp.read_text() == wanted:
            continue
        say("Installing what %s lists (once; this takes a minute or two) …" % name)
        pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        if run([*pip, "--require-hashes", "--only-binary", ":all:", "-r", ROOT / name]):
            stop(
                "The libraries could not be installed. Check that this PC reaches the Python package index, then try again."
            )
        stamp.write_text(wanted)


def make_environment():
    if PYTHON.is_file() and run([PYTHON, "-c", "import pip, sys; sys.exit(sys.version_info < (3, 11))"]) == 0:
        return
    say("Making an environment in %s …" % VENV.name)
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True
    )
    if made.returncode and sys.platform.startswith("linux"):
        package = "python%d.%d-venv" % sys.version_info[:2]
        install_packages([package], "Python's own environments")
        made = subprocess.run(
            [sys.executable, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True
        )
    if made.returncode:
        stop("Python could not make an environment here: %s" % (made.stdout + made.stderr).strip()[-400:])


def install_system_libraries():
    missing = [package for library, package in QT_LIBRARIES.items() if not has_library(library)]
    if missing:
        install_packages(missing, "the window")


def has_library(name):
    """Asks the loader itself in a child process, so that a broken library cannot take this one down."""
    probe = "import ctypes,sys; ctypes.CDLL(sys.argv[1])"
    return subprocess.call([sys.executable, "-c", probe, name], stderr=subprocess.DEVNULL) == 0


def install_packages(packages, purpose):
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    advice = "This Linux lacks parts that %s needs. Run once:  sudo %s" % (purpose, " ".join(command))
    if not shutil.which("apt-get"):
        stop(
            "This Linux lacks parts that %s needs; install the equivalents of: %s"
            % (purpose, " ".join(packages))
        )
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if prefix and (not shutil.which("sudo") or subprocess.call([*prefix, "true"], stderr=subprocess.DEVNULL)):
        stop(advice)
    say("Installing system parts that %s needs: %s" % (purpose, " ".join(packages)))
    quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    subprocess.call([*prefix, "apt-get", "update", "-qq"], env=quiet, stdout=subprocess.DEVNULL)
    if subprocess.call([*prefix, *command, "-qq"], env=quiet, stdout=subprocess.DEVNULL):
        stop(advice)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
