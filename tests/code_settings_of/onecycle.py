"""Settings of the rises and falls over one training. PyTorch's OneCycleLR fails after its end: these last for 150 updates."""

from lrnotes import OneCycle, SlantedTriangular

SETTINGS = {
    "two phases": OneCycle(0.1, 150),
    "two phases, by lines": OneCycle(0.1, 150, anneal_strategy="linear"),
    "three phases": OneCycle(0.1, 150, three_phase=True),
    "three phases, by lines": OneCycle(0.1, 150, 0.25, "linear", 10.0, 100.0, True),
    "two phases, end after": OneCycle(0.1, 150, end_step="after"),
    "two phases, by lines, end after": OneCycle(0.1, 150, 0.37, "linear", end_step="after"),
    "three phases, end after": OneCycle(0.1, 150, three_phase=True, end_step="after"),
    "three phases, by lines, end after": OneCycle(0.1, 150, 0.4, "linear", three_phase=True, end_step="after"),
    "three phases, by lines, of many digits, end after": OneCycle(0.1, 150, 1 / 6, "linear", 25.0, 1e4, True, "after"),
    "a peak between two steps": OneCycle(0.1, 151),
    "a peak between two steps, end after": OneCycle(0.1, 151, end_step="after"),
    "a length that is not whole": OneCycle(0.1, 160.5, end_step="after"),
    "a rise of less than a step": OneCycle(0.1, 150, 0.01),
    "three phases, a rise of less than a step": OneCycle(0.1, 150, 0.01, three_phase=True),
    "slanted": SlantedTriangular(0.01, 100),
    "slanted, other shares": SlantedTriangular(0.1, 90, 0.3, 30),
    "slanted, a peak between two steps": SlantedTriangular(0.01, 105),
    "slanted, a product that misses the whole by its last digit": SlantedTriangular(0.01, 100, 0.07),
    "slanted, a rise of less than a step": SlantedTriangular(0.01, 100, 0.006),
    "slanted, a length that is not whole": SlantedTriangular(0.01, 100.5),
}
# The frameworks that have no lines of their own for it.
WITHOUT = dict.fromkeys(SETTINGS, "Keras, Hugging Face") | {
    "a peak between two steps, end after": "Keras, Optax, Hugging Face",
    "a length that is not whole": "Keras, PyTorch, Optax, Hugging Face",
    "a rise of less than a step": "Keras, Optax, Hugging Face",
    "three phases, a rise of less than a step": "Keras, Optax, Hugging Face",
    "slanted, a rise of less than a step": "Keras, PyTorch, Optax, Hugging Face",
    "slanted, a peak between two steps": "Keras, PyTorch, Hugging Face",
    "slanted, a length that is not whole": "Keras, PyTorch, Hugging Face",
}
