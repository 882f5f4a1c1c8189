"""Logs as they should not be: each is read as what it is, or refused with a reason, and never misread."""

import io
import threading

import numpy as np
import pytest

from lrnotes import CosineDecay, ReduceLROnPlateau, doctor
from lrnotes.monitor.logs import read
from lrnotes.monitor.recorder import Recorder

MEANT = CosineDecay(0.1, 100)
RATES = MEANT(np.arange(100))
LINES = "".join(f"{update},{rate}\n" for update, rate in enumerate(RATES.tolist()))
TEXT = f"update,rate\n{LINES}"


def judged(data):
    return doctor(io.BytesIO(data if isinstance(data, bytes) else data.encode()), MEANT, 100)


@pytest.mark.parametrize(
    "data",
    [
        TEXT.replace("\n", "\r\n"),
        TEXT.replace("\n", "\r"),
        TEXT.replace("\n", "\n\n"),
        TEXT.replace(",", ";").replace(".", ","),
        TEXT.replace(",", "\t"),
        "update,rate\n"
        + "".join(f'"{line.replace(",", chr(34) + "," + chr(34)).replace(".", ",")}"\n' for line in LINES.split()),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-8-sig"),
        TEXT.replace("rate", "rate, größte").encode("latin-1").replace(b", gr", b" gr"),
        TEXT + LINES[-200:].partition("\n")[2],  # the end twice, as after a resume
        "update,rate\n" + "\n".join(reversed(LINES.split())),
    ],
)
def test_files_as_spreadsheets_and_editors_write_them(data):
    assert not judged(data)
    assert len(read(io.BytesIO(data if isinstance(data, bytes) else data.encode())).at) == 100


def test_thousands_in_quotes_are_no_decimals():
    log = read(io.StringIO('step,lr\n999,0.1\n"1,000",0.2\n"1,001",0.3\n'))
    assert log.at.tolist() == [999, 1000, 1001]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("", "a header and one row or more; got 0 rows"),
        ("\n\n", "got 0 rows"),
        (LINES, "must have a header, such as update,rate; got the row 0 and 0.1"),
        (TEXT.replace("\n5,", "\n5.5,"), "updates of the rates must be integers, 0 or more"),
        (TEXT.replace("\n5,", "\n-5,"), "updates of the rates must be integers, 0 or more"),
        (TEXT.replace("\n5,", "\n1e300,"), "updates of the rates must be integers, 0 or more"),
        ("update,rate\n0,0.1\n1,inf\n", "rates must be finite; got an infinite rate in row 1"),
        (b"\x89PNG\x00\x01", "must be a CSV file; got binary data"),
        (f"update,rate\n0,{'1' * 200_000}\n", "must be a CSV file; field larger"),
        ("update,rate\n0,abc\n", "must have a column of rates; got the columns update and rate"),
    ],
)
def test_files_that_are_refused(data, message):
    with pytest.raises(ValueError, match=message):
        judged(data)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (dict(at=np.arange(100) + 0.5), "must be integers, 0 or more"),
        (dict(at=np.full(100, np.nan)), "must be integers, 0 or more"),
        (dict(names="a"), "names must be a list of different names; got 'a'"),
        (dict(factors=2), "factors must be a list or a dictionary of numbers; got 2"),
        (dict(factors=[np.nan]), "factors must be finite numbers, 0 or more"),
        (dict(epochs=0), "epochs must be a finite number above 0; got 0"),
        (dict(schedule=lambda step: None), "schedule must return a number for a step; got None for 0"),
        (dict(scheduler=3), "rates must be an optimizer if scheduler is given"),
        (dict(module=3), "module and loader must be left out, except for a Trainer"),
        (dict(schedule=ReduceLROnPlateau(0.1), metrics=[]), "metrics must have the metric of every epoch; got none"),
    ],
)
def test_arguments_that_are_refused(arguments, message):
    with pytest.raises((TypeError, ValueError), match=message):
        doctor(RATES, **{"schedule": MEANT, **arguments})
    with pytest.raises(ValueError, match="row of equal length"):
        doctor([[1, 2], [1]], MEANT)


def test_negative_rates_are_not_the_meant_ones():
    assert doctor(-RATES, MEANT).codes == ["differs"]


@pytest.mark.parametrize("bits", [7, 10])
def test_rates_in_bfloat16_and_float16_are_right_and_wrong_ones_are_still_found(bits):
    unit = 2.0 ** (np.floor(np.log2(np.maximum(RATES, 2**-14))) - bits)
    rounded = np.round(RATES / unit) * unit
    assert not doctor(rounded, MEANT)
    assert doctor(0.98 * rounded, MEANT)


def test_a_record_is_read_while_another_thread_writes():
    recorder, stop, errors = Recorder([["rate"]], also=["eps"]), threading.Event(), []

    def reads():
        while not stop.is_set():
            try:
                log = read(recorder)
                assert len(log.at) == len(log.rates)
            except Exception as error:
                errors.append(error)

    recorder.write([[0.1], [1.0]])
    thread = threading.Thread(target=reads)
    thread.start()
    for _ in range(5000):
        recorder.write([[0.1], [1.0]])
    stop.set()
    thread.join()
    assert not errors, errors[:2]
