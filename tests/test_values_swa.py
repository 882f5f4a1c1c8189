"""Values of the schedule of stochastic weight averaging, computed by hand."""

from test_values import check

from lrnotes import SWALR


def test_swa_by_a_cosine():
    table = {0: 0.8, 4: 0.65, 6: 0.5, 8: 0.35, 12: 0.2, 13: 0.2, 2**31: 0.2}
    check(SWALR(0.8, 0.2, 12), table)


def test_swa_by_a_line():
    check(SWALR(0.8, 0.2, 12, "linear"), {0: 0.8, 1: 0.75, 3: 0.65, 6: 0.5, 11: 0.25, 12: 0.2, 13: 0.2, 10**12: 0.2})


def test_swa_upwards():
    check(SWALR(0.2, 0.8, 12), {0: 0.2, 4: 0.35, 6: 0.5, 8: 0.65, 12: 0.8, 13: 0.8})


def test_swa_at_once():
    for strategy in ("cos", "linear"):
        check(SWALR(0.8, 0.2, 0, strategy), {0: 0.2, 1: 0.2, 2**31: 0.2})
