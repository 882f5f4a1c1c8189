import os

import pytest

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # before the first import of TensorFlow

pytest.register_assert_rewrite("support")


def pytest_configure(config):
    # Old ways of Python, NumPy and PyTorch that TensorFlow, Keras and PyTorch still use: said hundreds of times.
    config.addinivalue_line("filterwarnings", "ignore::DeprecationWarning:gast")
    config.addinivalue_line("filterwarnings", "ignore:__array__ implementation:DeprecationWarning")
    config.addinivalue_line("filterwarnings", "ignore:.torch.jit.script:DeprecationWarning")
