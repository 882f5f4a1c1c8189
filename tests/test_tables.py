"""Definitions and tables of parameters, for a class and for nothing else."""

import pytest

import lrnotes


class Halving(lrnotes.Schedule):
    first: float
    half_life: float = 10.0

    def formula(self, xp, step):
        return self.first * 0.5 ** (step / self.half_life)


@pytest.mark.parametrize("function", [lrnotes.definition, lrnotes.parameters_of])
@pytest.mark.parametrize("other", [3, None, int, "CosineDecay", lrnotes.Schedule, lrnotes.FeedbackSchedule])
def test_what_is_not_a_class_of_a_schedule_is_refused(function, other):
    with pytest.raises(TypeError, match="schedule must be a subclass of lrnotes.Schedule or lrnotes.FeedbackSchedule"):
        function(other)


@pytest.mark.parametrize("function", [lrnotes.definition, lrnotes.parameters_of])
def test_for_an_instance_the_error_names_its_class(function):
    with pytest.raises(TypeError, match=rf"^{function.__name__}: .*got CosineDecay\(.*; its class is CosineDecay$"):
        function(lrnotes.CosineDecay(0.1, 100))


def test_a_table_has_a_row_for_each_field_declared_or_plain():
    assert str(lrnotes.parameters_of(Halving)).splitlines()[2:] == [
        "| | `first` | | required | |",
        "| | `half_life` | | `10.0` | |",
    ]
    rows = str(lrnotes.parameters_of(lrnotes.ReduceLROnPlateau)).splitlines()
    assert rows[0] == "| symbol | argument | unit | default | what it does |"
    assert r"| $\eta_0$ | `initial_learning_rate` | rate | required |" in rows[2]


def test_a_definition_has_its_private_base():
    shown = str(lrnotes.definition(lrnotes.ExponentialDecay))
    assert shown.index("class _Decay(Schedule)") < shown.index("class ExponentialDecay(_Decay)")


@pytest.mark.parametrize("epochs", [0, -1, float("nan"), float("inf")])
def test_a_loss_curve_has_one_epoch_or_more(epochs):
    with pytest.raises(ValueError, match="^loss_curve: epochs must be (1 or more|finite); got"):
        lrnotes.loss_curve("diverging", epochs)
    assert lrnotes.loss_curve("diverging", 1).shape == (1,)


def test_a_loss_curve_is_one_of_those_that_there_are():
    with pytest.raises(TypeError, match="^loss_curve: epochs must be"):
        lrnotes.loss_curve("diverging", "60")
    for name in ("steep", ["diverging"], None):
        with pytest.raises(ValueError, match="^loss_curve: name must be one of 'smooth decay, then flat'"):
            lrnotes.loss_curve(name)
