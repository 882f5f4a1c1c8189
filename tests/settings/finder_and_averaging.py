"""Settings of the range test and weight averaging."""

from lrnotes import SWALR, RangeTest

# One of every class and of what its options change: for the tests that hold for every schedule.
SCHEDULES = {
    "range test": RangeTest(1e-4, 0.1, 82),
    "range test, linear stairs": RangeTest(0.0, 0.1, 123, "linear", 41),
    "swa": SWALR(0.1, 0.05, 41),
}

RANGE_TEST = {
    "exponential": RangeTest(1e-4, 1.0, 160),
    "exponential, a length that is not whole": RangeTest(1e-4, 1.0, 160.5),
    "exponential, downwards": RangeTest(1.0, 1e-4, 160),
    "linear": RangeTest(1e-4, 1.0, 100, "linear"),
    "linear from 0": RangeTest(0.0, 1.0, 100, "linear"),
    "linear, downwards": RangeTest(1.0, 0.1, 100, "linear"),
    "linear, a length that is not whole": RangeTest(1e-4, 1.0, 33.3, "linear"),
    "linear, in stairs": RangeTest(1e-3, 1.0, 100, "linear", 10),
    "exponential, in stairs": RangeTest(1e-3, 1.0, 100, stair_steps=10),
}
_RANGE_TEST_WITHOUT = dict.fromkeys(RANGE_TEST, "Hugging Face") | {
    "exponential, downwards": "Optax, Hugging Face",
    "linear from 0": "PyTorch",
    "linear, downwards": "PyTorch, Hugging Face",
    "linear, a length that is not whole": "PyTorch, Hugging Face",
    "linear, in stairs": "Keras, PyTorch, Optax, Hugging Face",
    "exponential, in stairs": "Keras, PyTorch, Optax, Hugging Face",
}

SWA = {
    "by a cosine": SWALR(0.1, 0.05),
    "by a line": SWALR(0.1, 0.05, 20, "linear"),
    "at once": SWALR(0.1, 0.05, 0),
    "from 0": SWALR(0.0, 0.05, 20),
    "by a line from 0": SWALR(0.0, 0.05, 20, "linear"),
    "a length that is not whole": SWALR(0.1, 0.05, 12.5),
}
_SWA_WITHOUT = dict.fromkeys(SWA, "") | {
    "from 0": "Keras, Optax, Hugging Face",
    "by a line from 0": "Hugging Face",
    "a length that is not whole": "PyTorch, Hugging Face",
}

# For every branch of the rows in lrnotes/to_others, by table; and the frameworks that have no lines of their own: one
# more is a loss, one less a setting that is new there.
SETTINGS = {"range_test": RANGE_TEST, "swa": SWA}
WITHOUT = {"range_test": _RANGE_TEST_WITHOUT, "swa": _SWA_WITHOUT}
