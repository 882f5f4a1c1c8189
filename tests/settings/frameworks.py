"""For which settings the frameworks with a module of their own in lrnotes/to_others have lines of their own."""

#: All settings for which DeepSpeed has a scheduler.
WITH_DEEPSPEED = {
    "piecewise, constant",
    "onecycle, slanted",
    "onecycle, slanted, other shares",
    "onecycle, slanted, a peak between two steps",
    "onecycle, slanted, a product that misses the whole by its last digit",
    "onecycle, slanted, a rise of less than a step",
    "range_test, linear",
    "range_test, linear, downwards",
    "range_test, linear, in stairs",
}

#: The settings for which MLX has none, though it has lines for others of their class.
WITHOUT_MLX = {
    "cosine_annealing, waves",
    "cosine_annealing, waves, extended",
    "cosine_annealing, waves, extended, between steps",
    "cosine_annealing, exponent",
    "cosine_annealing, exponent, extended",
    "decay, exponential in stairs, a length that is not whole",
    "decay, natural in stairs, a length that is not whole",
    "decay, inverse time in stairs, a length that is not whole",
    "piecewise, step, between steps",
    "piecewise, multi-step, none",
    "piecewise, points, less than a step apart",
    "piecewise, points, exponential",
    "piecewise, points, logarithmic",
    "piecewise_constant, between steps",
    "piecewise_constant, between steps, after",
    "piecewise_constant, one rate",
    "stairs, lengths that are not whole",
    "onecycle, a rise of less than a step",
    "onecycle, three phases, a rise of less than a step",
    "onecycle, slanted, a rise of less than a step",
    "wsd, 1-sqrt",
    "wsd, 1-square",
    "wsd, exponential",
    "wsd, cosine up",
    "range_test, linear, in stairs",
    "range_test, exponential, in stairs",
}
