"""Settings of the schedules driven by feedback, and loss curves for the comparisons with their originals."""

from hypothesis import strategies as st

from lrnotes import GreedyLR, ReduceLROnPlateau

SCHEDULES = {
    "plateau": ReduceLROnPlateau(0.1),
    "plateau, every argument": ReduceLROnPlateau(
        0.1, 0.5, 2, "max", 0.0, 0.01, 3, 1e-3, 0.0, ">=", "counted", name="mine"
    ),
    "greedy": GreedyLR(0.1),
    "greedy, every argument": GreedyLR(
        0.1, 0.5, 2, "max", 0.01, 0.0, 3, 4, 1e-2, 2.0, 0.0, True, 7, 20, name="mine"
    ),
}  # fmt: skip
# For every branch of the rows in lrnotes/to_others.
SETTINGS = {f"feedback, {name}": schedule for name, schedule in SCHEDULES.items()} | {
    "feedback, plateau of Keras": ReduceLROnPlateau(
        0.1, 0.5, 2, rtol=0.0, atol=0.01, eps=0.0, patience_rule=">=", last_of_cooldown="counted", cooldown=1
    ),
    "feedback, plateau of two thresholds": ReduceLROnPlateau(0.1, 0.5, 2, rtol=0.01, atol=0.01),
    "feedback, greedy of two thresholds": GreedyLR(0.1, 0.5, 2, rtol=0.01, atol=0.01),
    "feedback, plateau of Optax": ReduceLROnPlateau(0.1, 0.5, 2, rtol=0.01, eps=0.0, patience_rule="=="),
}

# On a grid, so that metrics meet their thresholds exactly and exceed them by a little, and float32 holds them all.
GRID = 1 / 256
on_the_grid = st.integers(-8, 1024).map(lambda n: n * GRID)
# Plateaus, slow descents and jumps: what patience, threshold and cooldown are about.
runs = st.tuples(on_the_grid, st.sampled_from([0, 0, -1, 1, -2]), st.integers(1, 12)).map(
    lambda run: [run[0] + run[1] * GRID * i for i in range(run[2])]
)
curves = st.lists(runs, min_size=1, max_size=12).map(lambda parts: [metric for part in parts for metric in part])
# A compiler takes what is below the smallest normal number for 0, and a threshold next to a loss may be.
_any_loss = st.floats(-1e3, 1e3).map(lambda loss: loss if abs(loss) > 1e-300 else 0.0)
any_curves = st.one_of(curves, st.lists(_any_loss, min_size=1, max_size=120))

modes = st.sampled_from(["min", "max"])
patiences = st.integers(0, 5)
cooldowns = st.integers(0, 5)
factors = st.sampled_from([0.1, 0.5, 0.9])
initial_rates = st.sampled_from([0.1, 1.0, 3e-4, 2e-7])
lowest_rates = st.sampled_from([0.0, 1e-3, 0.04, 0.5])
atols = st.sampled_from([0.0, GRID, 0.25])
rtols = st.sampled_from([0.0, 1e-4, 0.125, 1.0])
