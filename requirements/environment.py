"""Make an environment from a list of requirements, unless it already has what the list says.

    python requirements/environment.py FOLDER LIST [--uv UV] [--editable]

The environment that stands there is moved aside and deleted once its successor is complete. If the installation fails
or is interrupted, the old environment returns. It is left alone if the list's content is what it was made from.
"""

import argparse
import hashlib
import pathlib
import shutil
import signal
import subprocess
import sys


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("list", type=pathlib.Path)
    parser.add_argument("--uv", type=pathlib.Path, help="install by this uv, and by pip if there is none")
    parser.add_argument("--editable", action="store_true", help="install this project too, in place")
    options = parser.parse_args(arguments)

    content = hashlib.sha256(options.list.read_bytes()).hexdigest() + "\n"
    ready = options.folder / ".ready"
    if ready.exists() and ready.read_text() == content:
        ready.touch()  # for make, which goes by the time
        return
    require_python()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with replaced(options.folder):
        subprocess.run([sys.executable, "-m", "venv", options.folder], check=True)
        for command in installations(options):
            subprocess.run(command, check=True)
        ready.write_text(content)


def installations(options):
    """The commands that fill the new environment."""
    python = options.folder / "bin" / "python"
    install = [options.uv, "pip", "install", "--python", python] if options.uv else [python, "-m", "pip", "install"]
    # A list without hashes leaves the build to choose to the machine: which PyTorch is right differs.
    hashes = ["--require-hashes"] if "--hash=" in options.list.read_text() else []
    yield [*install, "--quiet", *hashes, "-r", options.list]
    if options.editable:
        # The lock has the build backend, so this asks no network.
        yield [*install, "--quiet", "--no-deps", "--no-build-isolation", "--editable", "."]


class replaced:
    """Within this context ``folder`` is free for a successor; the old one comes back if the successor fails."""

    def __init__(self, folder):
        self.folder, self.old = folder, folder.with_name(folder.name + ".old")

    def __enter__(self):
        if self.old.exists() and not (self.folder / ".ready").exists():  # a run was killed half-way
            shutil.rmtree(self.folder, ignore_errors=True)
        elif self.folder.exists():
            shutil.rmtree(self.old, ignore_errors=True)
            self.folder.rename(self.old)

    def __exit__(self, failed, *_):
        if failed:
            shutil.rmtree(self.folder, ignore_errors=True)
            if self.old.exists():
                self.old.rename(self.folder)
        else:
            shutil.rmtree(self.old, ignore_errors=True)


def require_python():
    found = sys.version_info[:2]
    if not (3, 11) <= found <= (3, 13):
        sys.exit(
            f"Python 3.11, 3.12 or 3.13 is needed; {sys.executable} is {found[0]}.{found[1]}. "
            "Name another: make PYTHON=python3.13"
        )


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(f"The installation failed, and the environment is as it was before: {error}")
