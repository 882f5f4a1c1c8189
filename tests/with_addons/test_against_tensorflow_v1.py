"""Against tf.compat.v1.train and the classes left in the source of Keras 2.15, which TensorFlow exported up to 2.4.

The originals compute in float32, so two right answers differ by some rounding errors of float32 at the peak.
"""

import inspect
import math

import numpy as np
import pytest
import tensorflow as tf
from keras.src.optimizers.schedules import learning_rate_schedule as source

import lrnotes
from support.tensorflow_modes import MODES

v1 = tf.compat.v1
FLOAT32 = 2e-6  # of the peak, and for as many waves as there are: the rounding that the originals may have

LINEAR_COSINE = {
    "classic, 1 wave": (1e-2, 50, 1, 0.0, 1e-3),
    "classic, 2 waves": (1e-3, 50, 2, 0.0, 1e-3),
    "classic, 4 waves": (4e-3, 50, 4, 1e-5, 1e-8),
    "defaults": (0.1, 100),
    "no wave": (0.1, 100, 0.0),
    "part of a wave": (0.1, 100, 0.3, 0.2),
    "alpha and beta above 1": (0.1, 30, 1.5, 2.0, 3.0),
    "nothing added": (0.1, 60, 0.5, 0.0, 0.0),
    "length not whole": (0.1, 33.3, 1.0, 0.1, 0.01),
    "one step": (0.1, 1, 0.5),
    "rate 0": (0.0, 20),
    "long": (1.0, 300, 3.5),
}
COSINE = {
    "classic": (1e-2, 50, 1e-2),
    "classic, to zero": (1e-2, 50),
    "classic, lower": (1e-3, 50, 1e-2),
    "alpha above 1": (0.1, 40, 2.5),
    "length not whole": (0.1, 33.3, 0.1),
    "one step": (0.1, 1),
}


def eagerly(function, rate, arguments, steps):
    return function(rate, tf.constant(steps), *arguments)().numpy()  # called, it gives a function of no argument


def in_a_graph(function, rate, arguments, steps):
    with tf.Graph().as_default(), v1.Session() as session:
        v1.set_random_seed(5)
        fed = v1.placeholder(tf.int64, steps.shape)  # a constant would be computed before Grappler sees the division
        return session.run(function(rate, fed, *arguments), {fed: steps})


V1_WAYS = {"eager": eagerly, "graph": in_a_graph}


def steps_of(decay_steps):
    """Every step to 20 past the end, and some far ones."""
    return np.array([*range(int(decay_steps) + 21), 10**5, 2**31, 2**53], np.int64)


def assert_equal(ours, theirs, waves=1.0):
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=FLOAT32 * max(1.0, waves) * np.abs(ours).max())


@pytest.mark.parametrize("way", V1_WAYS)
@pytest.mark.parametrize("arguments", COSINE.values(), ids=COSINE)
def test_cosine_decay(arguments, way):
    steps = steps_of(arguments[1])
    theirs = V1_WAYS[way](v1.train.cosine_decay, arguments[0], arguments[1:], steps)
    assert_equal(lrnotes.CosineDecay(*arguments)(steps), theirs)


@pytest.mark.parametrize("way", V1_WAYS)
@pytest.mark.parametrize("arguments", LINEAR_COSINE.values(), ids=LINEAR_COSINE)
def test_linear_cosine_decay(arguments, way):
    ours, steps = lrnotes.LinearCosineDecay(*arguments), steps_of(arguments[1])
    theirs = V1_WAYS[way](v1.train.linear_cosine_decay, arguments[0], arguments[1:], steps)
    assert_equal(ours(steps), theirs, ours.num_periods)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("arguments", LINEAR_COSINE.values(), ids=LINEAR_COSINE)
def test_linear_cosine_decay_of_keras(arguments, mode):
    ours, steps = lrnotes.LinearCosineDecay(*arguments), steps_of(arguments[1])
    theirs = MODES[mode](source.LinearCosineDecay(*arguments), steps)
    assert_equal(ours(steps), theirs, ours.num_periods)
    assert_equal(MODES[mode](ours, steps), theirs, ours.num_periods)


@pytest.mark.parametrize("way", V1_WAYS)
@pytest.mark.parametrize("arguments", LINEAR_COSINE.values(), ids=LINEAR_COSINE)
def test_noisy_linear_cosine_decay_without_variance(arguments, way):
    rate, decay_steps, *rest = arguments
    arguments = (rate, decay_steps, 0.0, 0.55, *rest)
    ours, steps = lrnotes.NoisyLinearCosineDecay(*arguments), steps_of(decay_steps)
    theirs = V1_WAYS[way](v1.train.noisy_linear_cosine_decay, rate, arguments[1:], steps)
    assert_equal(ours(steps), theirs, ours.num_periods)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("arguments", LINEAR_COSINE.values(), ids=LINEAR_COSINE)
def test_noisy_linear_cosine_decay_of_keras_without_variance(arguments, mode):
    rate, decay_steps, *rest = arguments
    arguments = (rate, decay_steps, 0.0, 0.55, *rest)
    ours, steps = lrnotes.NoisyLinearCosineDecay(*arguments), steps_of(decay_steps)
    theirs = MODES[mode](source.NoisyLinearCosineDecay(*arguments), steps)
    assert_equal(ours(steps), theirs, ours.num_periods)
    assert_equal(MODES[mode](ours, steps), theirs, ours.num_periods)


def defaults_of(function, without=()):
    parameters = inspect.signature(function).parameters.items()
    return {name: parameter.default for name, parameter in parameters if name not in without}


def test_same_arguments_in_the_same_order_with_the_same_defaults():
    linear, noisy = defaults_of(lrnotes.LinearCosineDecay), defaults_of(lrnotes.NoisyLinearCosineDecay)
    assert list(linear.items()) == list(defaults_of(source.LinearCosineDecay).items())
    # On purpose: without a seed the original draws other noise in every run, ours the same.
    theirs = defaults_of(source.NoisyLinearCosineDecay)
    assert (noisy["seed"], theirs["seed"]) == (0, None)
    assert list(noisy.items()) == list({**theirs, "seed": 0}.items())


def test_the_functions_have_the_same_arguments_too():
    def arguments(function):
        return list(defaults_of(function, without=("learning_rate", "global_step")).items())

    ours = defaults_of(lrnotes.LinearCosineDecay, without=("initial_learning_rate",))
    assert list(ours.items()) == arguments(v1.train.linear_cosine_decay)
    ours = defaults_of(lrnotes.NoisyLinearCosineDecay, without=("initial_learning_rate", "seed"))
    assert list(ours.items()) == arguments(v1.train.noisy_linear_cosine_decay)
    warmup = ("initial_learning_rate", "warmup_target", "warmup_steps")
    assert list(defaults_of(lrnotes.CosineDecay, without=warmup).items()) == arguments(v1.train.cosine_decay)


# Where the originals are wrong or give up. Each test states what the original does and what ours does.


def test_the_first_rate_is_above_the_initial_one():
    # Not an error, but a surprise, and the same in both: (1 + alpha + beta) times the initial rate.
    assert float(v1.train.linear_cosine_decay(0.1, 0, 50, alpha=0.5)()) == pytest.approx(0.1 * 1.501, rel=FLOAT32)
    assert lrnotes.LinearCosineDecay(0.1, 50, alpha=0.5)(0) == pytest.approx(0.1 * 1.501, rel=1e-12)


def test_whole_number_as_rate():
    for original in (source.LinearCosineDecay(1, 50), source.NoisyLinearCosineDecay(1, 50), source.CosineDecay(1, 50)):
        with pytest.raises(TypeError, match="int32"):
            original(5)
    assert lrnotes.LinearCosineDecay(1, 50) == lrnotes.LinearCosineDecay(1.0, 50)


def test_float64_as_rate():
    with pytest.raises(tf.errors.InvalidArgumentError, match="double"):
        v1.train.linear_cosine_decay(np.float64(0.1), 5, 50)()
    assert lrnotes.LinearCosineDecay(np.float64(0.1), 50) == lrnotes.LinearCosineDecay(0.1, 50)


def test_no_length():
    assert np.isnan(v1.train.linear_cosine_decay(0.1, 5, 0)())
    for schedule in (lrnotes.LinearCosineDecay, lrnotes.NoisyLinearCosineDecay):
        with pytest.raises(ValueError, match="decay_steps must be a finite number of steps above 0; got 0"):
            schedule(0.1, 0)


# The noise. Equal in distribution: the originals and ours are drawn 8192 times at each of some steps; from every rate
# the noise is computed back and divided by the standard deviation that the formula gives it. What is left must be
# standard normal. Mean, deviation and so on have a known error then; 5 such errors are allowed, which a right answer
# exceeds once in a million draws. All seeds are fixed, so the outcome never changes.

DRAWS = 8192
NOISY = {
    "classic": (1e-2, 50, 0.002, 0.001, 2, 0.0, 0.01),
    "defaults but for 1 wave": (0.1, 40, 1.0, 0.55, 1.0),
    "variance that falls fast": (0.1, 40, 0.5, 2.0, 3.0, 0.1, 0.5),
}
AT = np.array([0, 1, 3, 10, 26, 39, 40, 50, 51, 1000])


def noise_in(rates, schedule, steps):
    """Of each rate, the noise in standard deviations."""
    s = np.minimum(steps, schedule.decay_steps)
    wave = (1 + np.cos(2 * np.pi * schedule.num_periods * s / schedule.decay_steps)) / 2
    assert wave.min() > 0.01  # or the noise could not be seen in the rate
    line = 1 - s / schedule.decay_steps
    deviation = np.sqrt(schedule.initial_variance / (1 + s) ** schedule.variance_decay)
    return ((rates / schedule.initial_learning_rate - schedule.beta) / wave - schedule.alpha - line) / deviation


def our_noise(arguments, steps=AT):
    seeds = [lrnotes.NoisyLinearCosineDecay(*arguments, seed=seed) for seed in range(DRAWS)]
    return noise_in(np.array([schedule(steps) for schedule in seeds]), seeds[0], steps)


def noise_of_keras(arguments, steps=AT):
    # Given an array of steps, the original draws for each.
    original = source.NoisyLinearCosineDecay(*arguments, seed=5)
    rates = original(tf.tile(tf.constant(steps)[None], [DRAWS, 1])).numpy()
    return noise_in(rates.astype(float), lrnotes.NoisyLinearCosineDecay(*arguments), steps)


def noise_of_xla(arguments, steps=AT):
    tf.random.set_seed(5)
    original = source.NoisyLinearCosineDecay(*arguments, seed=5)
    compiled = tf.function(lambda values: original(values), jit_compile=True)
    rates = compiled(tf.tile(tf.constant(steps)[None], [DRAWS, 1])).numpy()
    return noise_in(rates.astype(float), lrnotes.NoisyLinearCosineDecay(*arguments), steps)


def noise_of_v1(arguments, steps=AT):
    rates = in_a_graph(v1.train.noisy_linear_cosine_decay, arguments[0], arguments[1:], np.tile(steps, (DRAWS, 1)))
    return noise_in(rates.astype(float), lrnotes.NoisyLinearCosineDecay(*arguments), steps)


ORIGINALS = {"Keras": noise_of_keras, "Keras by XLA": noise_of_xla, "TensorFlow 1 graph": noise_of_v1}


def assert_standard_normal(noise):
    draws = len(noise)
    assert np.abs(noise.mean(axis=0)).max() < 5 / math.sqrt(draws)
    assert np.abs(noise.std(axis=0) - 1).max() < 5 / math.sqrt(2 * draws)
    assert np.abs((noise**3).mean(axis=0)).max() < 5 * math.sqrt(15 / draws)  # skew; 15 is the 6th moment
    assert np.abs((noise**4).mean(axis=0) - 3).max() < 5 * math.sqrt(96 / draws)  # tails; 96 = 8th moment - 3 * 3
    # Kolmogorov and Smirnov's largest distance from the cumulative distribution. P(sqrt(n) D > 2.7) < 1e-6.
    cumulative = np.vectorize(lambda x: (1 + math.erf(x / math.sqrt(2))) / 2)(np.sort(noise, axis=0))
    ranks = np.arange(draws + 1).reshape(-1, *[1] * (noise.ndim - 1)) / draws
    distance = np.maximum(ranks[1:] - cumulative, cumulative - ranks[:-1]).max()
    assert distance * math.sqrt(draws) < 2.7


def assert_same_distribution(noise, other):
    """Kolmogorov and Smirnov's test of two samples, by step."""
    for one, two in zip(noise.T, other.T, strict=True):
        both = np.concatenate([one, two])
        below = (np.searchsorted(np.sort(sample), both, side="right") / len(sample) for sample in (one, two))
        distance = np.abs(np.subtract(*below)).max()
        assert distance * math.sqrt(len(one) * len(two) / len(both)) < 2.7


@pytest.mark.parametrize("arguments", NOISY.values(), ids=NOISY)
def test_noise_is_normal_with_the_mean_and_deviation_of_the_formula(arguments):
    assert_standard_normal(our_noise(arguments))


@pytest.mark.parametrize("original", ORIGINALS.values(), ids=ORIGINALS)
@pytest.mark.parametrize("arguments", NOISY.values(), ids=NOISY)
def test_noise_has_the_distribution_of_the_original(arguments, original):
    theirs = original(arguments)
    assert_standard_normal(theirs)  # that the way back from the rate is right
    assert_same_distribution(our_noise(arguments), theirs)


def test_noise_of_one_step_says_nothing_about_that_of_another():
    for noise in (our_noise(NOISY["classic"]), noise_of_keras(NOISY["classic"])):
        between_steps = np.corrcoef(noise, rowvar=False) - np.eye(len(AT))
        assert np.abs(between_steps).max() < 5 / math.sqrt(DRAWS)


def test_noise_of_one_seed_says_nothing_about_that_of_the_next():
    noise = our_noise(NOISY["classic"])
    for apart in (1, 2, 1024):
        between_seeds = (noise[apart:] * noise[:-apart]).mean(axis=0)
        assert np.abs(between_seeds).max() < 5 / math.sqrt(DRAWS - apart)


@pytest.mark.parametrize("seed", [0, 1, 2**32 - 1])
def test_noise_along_one_run(seed):
    # What a training run meets: one seed, step after step.
    arguments, steps = (1.0, 20_000, 1.0, 0.0, 0.0), np.arange(20_000)
    schedule = lrnotes.NoisyLinearCosineDecay(*arguments, seed=seed)
    ours = noise_in(schedule(steps), schedule, steps)
    original = source.NoisyLinearCosineDecay(*arguments, seed=5)
    theirs = noise_in(original(tf.constant(steps)).numpy().astype(float), schedule, steps)
    for noise in (ours, theirs):
        assert_standard_normal(noise)
        for apart in (1, 2, 10, 1000):
            assert abs((noise[apart:] * noise[:-apart]).mean()) < 5 / math.sqrt(len(noise) - apart)
    assert_same_distribution(ours[:, None], theirs[:, None])


def test_noise_goes_on_after_the_end_as_in_the_original():
    arguments = (1e-2, 50, 0.002, 0.001, 2, 0.0, 0.01)
    original = source.NoisyLinearCosineDecay(*arguments, seed=5)
    for schedule in (original, lrnotes.NoisyLinearCosineDecay(*arguments)):
        rates = [float(schedule(step)) for step in range(50, 70)]
        assert len(set(rates)) == 20


def test_no_noise_where_the_wave_is_at_its_bottom_as_in_the_original():
    original = source.NoisyLinearCosineDecay(0.1, 50, seed=5)
    ours = lrnotes.NoisyLinearCosineDecay(0.1, 50)
    for step in (50, 51, 1000):
        assert [float(original(step)), ours(step)] == pytest.approx([1e-4, 1e-4], abs=1e-7)


def test_rates_may_be_negative_as_in_the_original():
    original = source.NoisyLinearCosineDecay(0.1, 50, seed=5)
    steps = np.arange(10, 40)
    assert original(tf.constant(steps)).numpy().min() < 0
    assert lrnotes.NoisyLinearCosineDecay(0.1, 50)(steps).min() < 0


def test_asked_twice():
    # The original draws anew at each call, so a plot and the training never see the same noise. Ours is a function.
    original = source.NoisyLinearCosineDecay(0.1, 50, seed=5)
    assert original(7) != original(7)
    ours = lrnotes.NoisyLinearCosineDecay(0.1, 50, seed=5)
    assert ours(7) == ours(7) == lrnotes.NoisyLinearCosineDecay(0.1, 50, seed=5)(7)
    assert ours(7) != lrnotes.NoisyLinearCosineDecay(0.1, 50, seed=6)(7)
