"""The command line as a whole: help, errors in one line, exit codes, pipes."""

import importlib
import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import lrnotes
import lrnotes.commands.values
from lrnotes.commands.main import COMMANDS, main
from lrnotes.core.extras import needed

ROOT = Path(lrnotes.__file__).parents[1]


def process(*arguments, text=True, **environment):
    """``python -m lrnotes`` with Python's own output, started but not waited for."""
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "lrnotes", *arguments],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=text,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )  # fmt: skip


def test_the_help_has_every_command(run):
    result = run("--help")
    assert result.code == 0 and not result.err
    assert re.findall(r"^  (\w+) +\S.*\.$", result.out, re.MULTILINE) == list(COMMANDS)
    assert run("-h").out == run("help").out == result.out
    nothing = run()
    assert nothing.code == 2 and nothing.out == result.out


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_has_examples_that_run(run, command, monkeypatch, tmp_path):
    monkeypatch.setenv("COLUMNS", "100")
    result = run(command, "--help")
    assert result.code == 0 and not result.err and result.out.startswith(f"usage: lrnotes {command} ")
    examples = [line.strip() for line in result.out.partition("examples:\n")[2].splitlines()]
    assert len(examples) >= 3 and all(line.startswith("lrnotes ") for line in examples)
    monkeypatch.chdir(tmp_path)
    config = {"scheduler": {"type": "WarmupLR", "params": {"warmup_num_steps": 100}}}
    (tmp_path / "ds_config.json").write_text(json.dumps(config))
    (tmp_path / "rates.csv").write_text(run("values", "CosineDecay(0.1, 1000).warmup(100)", "--steps", "1099").out)
    for line in examples:
        output = ""
        for part in line.partition(" > ")[0].split(" | "):
            result = run(*shlex.split(part)[1:], stdin=output)
            found = command == "doctor" and part.startswith("lrnotes doctor")
            assert result.code in ((0, 1) if found else (0,)) and not result.err, (line, result)
            output = result.out
        assert output or "--out" in line


def test_the_lines_of_the_readme_run(run, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    section = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Command line\n")[2].partition("\n## ")[0]
    lines = re.findall(r"^lrnotes .+", section, re.MULTILINE)
    assert {line.split()[1] for line in lines} == set(COMMANDS)
    for line in lines:
        command, _, file = line.partition("  #")[0].partition(" > ")
        result = run(*shlex.split(command)[1:])
        assert result.code == 0 and result.out and not result.err, (line, result)
        if file:
            Path(file).write_text(result.out, encoding="utf-8")


def test_the_script_that_pip_installs_is_this_function():
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    module, _, name = scripts["lrnotes"].partition(":")
    assert getattr(importlib.import_module(module), name) is main


def test_the_version(run):
    assert run("--version").out == f"{lrnotes.__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["polt"], "lrnotes: there is no command 'polt'; did you mean plot?"),
        (["--verbose"], "lrnotes: there is no command '--verbose'; the commands are plot, values, "),
        (["plot"], "lrnotes plot: the following arguments are required: SCHEDULE; see lrnotes plot --help"),
        (["plot", "--wdith", "3", "Constant(0.1)"], "lrnotes plot: unrecognized arguments: --wdith"),
        (["plot", "CosinDecay(0.1, 10)"], "lrnotes plot: no schedule is named 'CosinDecay'; did you mean CosineDecay"),
        (["plot", "CosineDecay(0.1, 10"], "lrnotes plot: parse: the expression cannot be read: '(' was never closed"),
        (["plot", "CosineDecay(\n0.1, -10)"], "lrnotes plot: CosineDecay: decay_steps must be a finite number of "),
        (["plot", "Constant(0.1)", "--width", "5"], "lrnotes plot: a plot needs 20 columns and 3 rows or more; got 5"),
        (["plot", "Constant(0.1)", "--out", "a.gif"], "lrnotes plot: --out must end with .svg, .png, .pdf; got"),
        (["plot", "Constant(0.1)", "--out", "no/where.svg"], "lrnotes plot: [Errno 2] No such file or directory: 'no"),
        (["values", "Constant(0.1)", "--steps", "5:1"], "lrnotes values: --steps must be N or FROM:TO or FROM:TO:BY"),
        (["values", "Constant(0.1)", "--steps", "1", "--at", "1"], "lrnotes values: argument --at: not allowed with "),
        (["values", "Constant(0.1)", "--at", "1,x"], "lrnotes values: --at must be numbers with commas between them; "),
        (["values", "Constant(0.1)", "--at=-1"], "lrnotes values: --at must be steps, 0 or more; got '-1'"),
        (["values", "Constant(0.1)", "--losses", "1"], "lrnotes values: Constant does not respond to a loss: give "),
        (["values", "GreedyLR(0.1)"], "lrnotes values: GreedyLR responds to a loss: give --losses, the loss of every"),
        (["values", "GreedyLR(0.1)", "--losses", "none.txt"], "lrnotes values: [Errno 2] No such file or directory"),
        (["code", "Constant(0.1)", "--to", "pytroch"], "lrnotes code: --to: no framework is named 'pytroch'; did you "),
        (["code", "Constant(0.1)", "--to", "brush"], "lrnotes code: --to: no framework is named 'brush'; it is lrno"),
        (["code", "Constant(0.1)", "--native"], "lrnotes code: --native needs --to, the framework"),
        (["doctor", "none.csv"], "lrnotes doctor: "),
        (["doctor", "none.csv", "--figure", "a.gif"], "lrnotes doctor: --figure must end with .svg, .png, .pdf; got"),
        (["doctor"], "lrnotes doctor: the following arguments are required: FILE; see lrnotes doctor --help"),
        (["recipe"], "lrnotes recipe: give the name of a recipe, or --list for all names; see lrnotes recipe --help"),
    ],
)  # fmt: skip
def test_wrong_use_is_told_in_one_line(run, arguments, message):
    result = run(*arguments)
    assert result.code == 2 and not result.out
    assert result.err.startswith(message) and result.err.count("\n") == 1 and result.err.endswith("\n")


def test_what_standard_error_cannot_show_is_escaped(run):
    assert run("plot", "CosineDecay(0.1, '\ud800')").err.count("\n") == 1


def test_a_real_process_reads_and_writes_pipes():
    values = process("values", "LinearDecay(0.1, 4)", "--at", "0,2,4", text=False)
    assert values.communicate() == (b"update,rate\n0,0.1\n2,0.05\n4,0.0\n", b"") and values.returncode == 0
    plot = process("plot", "-", "--height", "4", COLUMNS="50", PYTHONIOENCODING="ascii", NO_COLOR="1")
    out, err = plot.communicate("CosineDecay(0.1, 100)")
    assert plot.returncode == 0 and not err
    assert out.isascii() and max(map(len, out.splitlines())) <= 50 and len(out.splitlines()) == 7


def test_a_reader_that_stops_reading_ends_it_quietly():
    values = process("values", "CosineDecay(0.1, 1000)", "--steps", "100000000")
    assert values.stdout.readline() == "update,rate\n"
    values.stdout.close()
    err = values.stderr.read()
    values.stderr.close()
    values.stdin.close()
    assert values.wait() == 141 and not err


def test_an_interrupt_ends_it_quietly(run, monkeypatch):
    def interrupted(arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(lrnotes.commands.values, "run", interrupted)
    result = run("values", "Constant(0.1)")
    assert result.code == 130 and not result.err


def test_a_mistake_of_ours_is_not_hidden(run, monkeypatch):
    monkeypatch.setattr(lrnotes.commands.values, "run", lambda arguments: arguments.no_such_option)
    with pytest.raises(AttributeError):
        run("values", "Constant(0.1)")


def test_a_figure_without_matplotlib_names_the_extra(run, monkeypatch, tmp_path):
    def missing(*arguments, **options):
        with needed("plot"):
            raise ModuleNotFoundError("No module named 'matplotlib'", name="matplotlib")

    monkeypatch.setattr("lrnotes.figures.curves.plot", missing)
    result = run("plot", "Constant(0.1)", "--out", str(tmp_path / "a.svg"))
    assert result.code == 2 and "lrnotes[plot]" in result.err and result.err.count("\n") == 1


def test_a_command_imports_what_it_needs_alone():
    code = """
import sys
from lrnotes.commands import main
main(["values", "CosineDecay(0.1, 1000)", "--at", "0"])
main(["plot", "CosineDecay(0.1, 1000)", "--steps", "10"])
print([name for name in ("matplotlib", "torch", "lrnotes.live", "lrnotes.to_others") if name in sys.modules])
"""
    ran = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert ran.stdout.splitlines()[-1] == "[]"


def test_standard_streams_that_are_closed_or_read_twice(run):
    closed = subprocess.run(
        ["sh", "-c", f'"{sys.executable}" -m lrnotes values "CosineDecay(0.1, 10)" >&-'],
        capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert (closed.returncode, closed.stderr) == (2, "lrnotes: standard output is closed\n")
    closed = subprocess.run(
        ["sh", "-c", f'"{sys.executable}" -m lrnotes values - <&-'],
        capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert closed.returncode == 2 and closed.stderr.startswith("lrnotes values: standard input is closed; give")
    twice = process("values", "-", "-", "--at", "1")
    assert "standard input can be read only once" in twice.communicate("CosineDecay(0.1, 10)")[1]
    assert "can be read only once" in run("doctor", "-", "--schedule", "-", stdin="CosineDecay(0.1, 10)").err


def test_an_expression_as_windows_writes_it_and_an_empty_one(run):
    written = process("values", "-", "--at", "0", text=False)
    assert written.communicate(b"\xef\xbb\xbfCosineDecay(0.1,\r\n 10)\r\n")[0].split() == [b"update,rate", b"0,0.1"]
    assert "there is no expression to read" in run("values", "-", stdin=" \n").err
