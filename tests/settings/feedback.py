"""Loss curves and settings for the comparisons of feedback schedules with their originals."""

from hypothesis import strategies as st

# On a grid, so that metrics meet their thresholds exactly and exceed them by a little, and float32 holds them all.
GRID = 1 / 256
on_the_grid = st.integers(-8, 1024).map(lambda n: n * GRID)
# Plateaus, slow descents and jumps: what patience, threshold and cooldown are about.
runs = st.tuples(on_the_grid, st.sampled_from([0, 0, -1, 1, -2]), st.integers(1, 12)).map(
    lambda run: [run[0] + run[1] * GRID * i for i in range(run[2])]
)
curves = st.lists(runs, min_size=1, max_size=12).map(lambda parts: [metric for part in parts for metric in part])
any_curves = st.one_of(curves, st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=120))

modes = st.sampled_from(["min", "max"])
patiences = st.integers(0, 5)
cooldowns = st.integers(0, 5)
factors = st.sampled_from([0.1, 0.5, 0.9])
initial_rates = st.sampled_from([0.1, 1.0, 3e-4, 2e-7])
lowest_rates = st.sampled_from([0.0, 1e-3, 0.04, 0.5])
atols = st.sampled_from([0.0, GRID, 0.25])
rtols = st.sampled_from([0.0, 1e-4, 0.125, 1.0])
