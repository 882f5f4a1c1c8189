"""Settings of the flat part with a cosine after it. PyTorch's cosine rises again: these last for 150 updates."""

from lrnotes import FlatCosineDecay

SETTINGS = {
    "to zero": FlatCosineDecay(0.1, 160),
    "to a rate": FlatCosineDecay(0.1, 150, 0.3, 0.01),
    "no flat part": FlatCosineDecay(0.1, 150, 0.0),
    "a peak between two steps": FlatCosineDecay(0.1, 150, 0.71),
    "a product that misses the whole by its last digit": FlatCosineDecay(0.1, 150, 0.82),
}
# The frameworks that have no lines of their own for it.
WITHOUT = dict.fromkeys(SETTINGS, "") | {
    "a peak between two steps": "PyTorch, Hugging Face",
}
