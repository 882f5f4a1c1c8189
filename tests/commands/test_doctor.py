"""``lrnotes doctor``: what it prints is the diagnosis of the package, and its exit code says whether there is one."""

import json

import pytest

import lrnotes

MEANT = "CosineDecay(0.1, 1000).warmup(100)"
FAST = "CosineDecay(0.1, 1000 / 4).warmup(100 / 4)"  # stepped with every one of four micro-batches


@pytest.fixture
def rates(run, tmp_path):
    """A file with the first 1,100 rates of a schedule."""

    def made(expression):
        path = tmp_path / "rates.csv"
        path.write_text(run("values", expression, "--steps", "1099").out)
        return str(path)

    return made


def test_a_right_run_is_not_accused(run, rates):
    result = run("doctor", rates(MEANT), "--schedule", MEANT, "--updates", "1100")
    assert result.code == 0 and not result.err and result.out.strip()


def test_a_mistake_is_found_and_told(run, rates):
    path = rates(FAST)
    result = run("doctor", path, "--schedule", MEANT, "--updates", "1100", "--accumulation", "4")
    expected = lrnotes.doctor(path, lrnotes.parse(MEANT), 1100, accumulation=4)
    assert expected.codes == ["micro_batches"]
    assert result.code == 1 and result.out == f"{expected}\n"
    processes = run("doctor", path, "--schedule", MEANT, "--updates", "1100", "--processes", "4", "--json")
    assert processes.code == 1 and json.loads(processes.out)["findings"][0]["code"] == "processes"


def test_rates_from_standard_input(run):
    output = run("values", FAST, "--steps", "1099").out
    result = run("doctor", "-", "--schedule", MEANT, "--accumulation", "4", "--json", stdin=output)
    assert result.code == 1 and json.loads(result.out)["findings"][0]["code"] == "micro_batches"
    assert run("doctor", "-", "--schedule", FAST, stdin=output).code == 0


def test_a_call_of_another_library_is_what_was_meant(run, rates):
    meant = "torch.optim.lr_scheduler.StepLR(optimizer, 300)"
    path = rates("StepDecay(0.1, 300)")
    assert run("doctor", path, "--schedule", meant, "--learning-rate", "0.1").code == 0
    assert run("doctor", path, "--schedule", meant, "--learning-rate", "0.2").code == 1


def test_a_figure_of_the_diagnosis(run, rates, tmp_path):
    result = run("doctor", rates(FAST), "--schedule", MEANT, "--figure", str(tmp_path / "diagnosis.svg"))
    assert result.code == 1 and (tmp_path / "diagnosis.svg").read_text(encoding="utf-8").startswith("<?xml")


def test_what_is_no_log_is_wrong_use(run):
    for text in ("", "nonsense", "update,rate\n0,a\n"):
        result = run("doctor", "-", "--schedule", MEANT, stdin=text)
        assert result.code == 2 and not result.out and result.err.count("\n") == 1
