"""The names of local variables in printed formulas: read from the source, with nothing global touched."""

import sys
import threading

import pytest

import lrnotes
from lrnotes import Schedule, latex


def lines(schedule):
    return latex(schedule).removeprefix("\\begin{aligned}\n").removesuffix("\n\\end{aligned}").split(" \\\\\n")


class Named(Schedule):
    rate: float

    def formula(self, xp, step):
        halves = step / 2
        return self.rate * halves


def test_a_running_profiler_and_tracer_go_on():
    events = []

    def profile(frame, event, argument):
        events.append(event)

    sys.setprofile(profile)
    sys.settrace(trace := lambda *arguments: None)
    try:
        formula = latex(Named(0.1))
        assert sys.getprofile() is profile and sys.gettrace() is trace
        # It sees the definition run.
        assert events.count("call") > 10
    finally:
        sys.setprofile(None)
        sys.settrace(None)
    assert formula == latex(Named(0.1))


def test_the_names_of_a_definition_and_of_the_one_it_calls_by_super():
    class Doubled(Named):
        def formula(self, xp, step):
            base = super().formula(xp, step)
            return 2 * base

    assert lines(Doubled(0.1)) == [
        r"\eta(t) &= 2 \, \mathrm{base}",
        r"\mathrm{base} &= \mathrm{rate} \, \mathrm{halves}",
        r"\mathrm{halves} &= \frac{t}{2}",
    ]


def test_private_methods_closures_and_functions_inside_keep_their_meaning():
    third = 3

    class Closed(Schedule):
        rate: float

        def formula(self, xp, step):
            inner = lambda part: part + third  # noqa: E731

            def outer(part):
                hidden = inner(part) * 2
                return hidden + 1

            whole = outer(step)
            return self.__times(whole, factor=self.rate)

        def __times(self, part, *, factor=2.0):
            product = factor * part
            return product + 1

    assert lines(Closed(0.1)) == [
        r"\eta(t) &= \mathrm{product} + 1",
        r"\mathrm{product} &= \mathrm{rate} \, \mathrm{whole}",
        r"\mathrm{whole} &= \left(t + 3\right) \cdot 2 + 1",
    ]


def test_the_last_value_of_a_variable_has_its_name():
    class Twice(Schedule):
        rate: float

        def formula(self, xp, step):
            s = step + 1
            s = s * s
            return self.rate * s

    assert lines(Twice(0.1)) == [
        r"\eta(t) &= \mathrm{rate} \, s",
        r"s &= \left(t + 1\right) \left(t + 1\right)",
    ]


def test_without_a_source_the_formula_stands_in_one_line():
    names = {"Schedule": Schedule}
    exec(
        "class Typed(Schedule):\n    rate: float\n    def formula(self, xp, step):\n"
        "        halves = step / 2\n        return self.rate * halves",
        names,
    )
    assert lines(names["Typed"](0.1)) == [r"\eta(t) &= \mathrm{rate} \, \frac{t}{2}"]


def test_the_schedule_itself_is_left_as_it_is():
    schedule = Named(0.1)
    latex(schedule)
    assert vars(schedule) == {"rate": 0.1} and "formula" not in vars(schedule)


def test_threads_get_the_same_formula():
    found = []
    schedule = lrnotes.CosineDecay(0.1, 50).warmup(5).then(Named(0.1), at=50)
    threads = [threading.Thread(target=lambda: found.append(latex(schedule))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(found) == {latex(schedule)} and len(found) == 8


def test_a_thousand_boundaries():
    count = 1000
    steps = lines(lrnotes.PiecewiseConstantDecay(range(1, count + 1), [1 / (1 + place) for place in range(count + 1)]))
    (rows,) = [line.split(r" \\ ") for line in steps]
    assert len(rows) == count + 1
    assert rows[1] == r"v_{1} & t \le b_{2}" and rows[-1] == r"v_{1000} & \text{otherwise} \end{cases}"
    between = latex(lrnotes.PiecewiseInterpolation(range(count), [0.1] * count))
    assert between.count(r"\\") == count


def test_a_sum_of_a_thousand_periods_is_refused_in_words():
    schedule = lrnotes.WarmupStableDecaySimplified(0.1, 0, [10] * 1000)
    with pytest.raises(ValueError, match="^latex: schedule must have a shorter formula; this WarmupStableDecaySimp"):
        latex(schedule)
