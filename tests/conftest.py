import os
import pathlib

import pytest

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # before the first import of TensorFlow

pytest.register_assert_rewrite("support")
_TESTS = pathlib.Path(__file__).parent


def pytest_addoption(parser):
    parser.addoption("--what-differs", action="store_true", help="leave out the files of tests/support/alike.py")


def pytest_ignore_collect(collection_path, config):
    from support.alike import FILES  # after the line above

    if config.getoption("--what-differs") and collection_path in {_TESTS / file for file in FILES}:
        return True
    return None  # the next hook decides


def pytest_configure(config):
    # Old ways of Python, NumPy and PyTorch that TensorFlow, Keras and PyTorch still use: said hundreds of times.
    config.addinivalue_line("filterwarnings", "ignore::DeprecationWarning:gast")
    config.addinivalue_line("filterwarnings", "ignore:__array__ implementation:DeprecationWarning")
    config.addinivalue_line("filterwarnings", "ignore:.torch.jit.script:DeprecationWarning")
