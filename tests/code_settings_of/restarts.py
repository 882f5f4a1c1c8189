"""Settings of the cosine that starts again."""

from lrnotes import CosineDecayRestarts

SETTINGS = {
    "defaults": CosineDecayRestarts(0.1, 25),
    "cycles alike": CosineDecayRestarts(0.1, 25, 1.0),
    "cycles alike, not to 0": CosineDecayRestarts(0.1, 25, 1.0, alpha=0.1),
    "threefold": CosineDecayRestarts(0.1, 10, 3.0, alpha=0.1),
    "half as long again": CosineDecayRestarts(0.1, 20, 1.5, 0.8, 0.05),
    "lower peaks": CosineDecayRestarts(0.1, 25, 2.0, 0.5, 0.1),
    "a length that is not whole": CosineDecayRestarts(0.1, 22.5, 2.0),
}
# The frameworks that have no lines of their own for it.
WITHOUT = dict.fromkeys(SETTINGS, "Hugging Face") | {
    "cycles alike": "",
    "half as long again": "PyTorch, Hugging Face",
    "lower peaks": "PyTorch, Hugging Face",
    "a length that is not whole": "PyTorch, Hugging Face",
}
