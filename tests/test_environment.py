"""The environments that `make` creates: none is deleted before its successor is complete, and only a list makes one."""

import os
import pathlib
import shutil
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[1]
# Stands in for uv: it "installs" the lines of the list, and fails where one of them is "missing".
UV = """#!/bin/sh
while [ $# -gt 0 ]; do
  case $1 in
    --python) python=$2 ;;
    -r) grep -q missing "$2" && exit 1; cp "$2" "${python%/bin/python}/installed" ;;
  esac
  shift
done
"""


@pytest.fixture
def project(tmp_path):
    """A folder with this project's Makefile and lists of its own."""
    (tmp_path / "requirements").mkdir()
    (tmp_path / "book").mkdir()
    (tmp_path / "lrnotes").mkdir()
    shutil.copy(ROOT / "Makefile", tmp_path)
    shutil.copy(ROOT / "requirements" / "environment.py", tmp_path / "requirements")
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "requirements.txt").write_text("one\n")
    (tmp_path / "requirements" / "uv.txt").touch()
    (tmp_path / ".venv-uv").mkdir()
    (tmp_path / ".venv-uv" / ".ready").touch()
    uv = tmp_path / "uv"
    uv.write_text(UV)
    uv.chmod(0o755)
    return tmp_path


def make(project):
    command = ["make", ".venv/.ready", f"PYTHON={sys.executable}", f"UV={project / 'uv'}"]
    # The tests may be run by make themselves, whose own settings (VENV=...) are not for this one.
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    environment.pop("VENV", None)
    return subprocess.run(command, cwd=project, check=False, capture_output=True, text=True, env=environment)


def touch(path, later):
    time = (path.parent / ".venv" / ".ready").stat().st_mtime + later
    os.utime(path, (time, time))


def test_only_a_list_with_other_content_makes_an_environment(project):
    assert make(project).returncode == 0
    installed, mark = project / ".venv" / "installed", project / ".venv" / "mark"
    assert installed.read_text() == "one\n"
    assert (project / ".venv" / "bin" / "python").exists()
    mark.touch()

    touch(project / "pyproject.toml", later=10)
    assert "up to date" in make(project).stdout
    touch(project / "requirements.txt", later=10)
    assert make(project).returncode == 0
    assert mark.exists(), "the environment was made again, though the list is the same"

    (project / "requirements.txt").write_text("two\n")
    touch(project / "requirements.txt", later=20)
    assert make(project).returncode == 0
    assert installed.read_text() == "two\n"
    assert not mark.exists()
    assert not list(project.glob(".venv.*"))


def test_an_installation_that_fails_leaves_the_environment_as_it_was(project):
    assert make(project).returncode == 0
    (project / ".venv" / "mark").touch()
    (project / "requirements.txt").write_text("missing\n")
    touch(project / "requirements.txt", later=10)
    failed = make(project)
    assert failed.returncode != 0
    assert "as it was before" in failed.stderr
    assert (project / ".venv" / "mark").exists()
    assert subprocess.run([project / ".venv" / "bin" / "python", "-c", ""], check=False).returncode == 0
    assert not list(project.glob(".venv.*"))
    assert make(project).returncode != 0, "the list still cannot be installed"


def test_an_environment_set_aside_by_a_killed_run_comes_back(project):
    assert make(project).returncode == 0
    (project / ".venv" / "mark").touch()
    (project / ".venv").rename(project / ".venv.old")
    (project / ".venv").mkdir()  # the successor, half-way
    (project / "requirements.txt").write_text("missing\n")
    assert make(project).returncode != 0
    assert (project / ".venv" / "mark").exists()
    assert (project / ".venv" / "installed").read_text() == "one\n"
