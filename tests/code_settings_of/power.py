"""Settings of the falls with a power of the step."""

from lrnotes import NoamDecay, PowerDecay

SETTINGS = {
    "inverse square root": PowerDecay(0.1, 30),
    "inverse": PowerDecay(0.1, 33.3, 1.0),
    "another power": PowerDecay(0.1, 30, 0.51),
    "noam": NoamDecay(512, 40),
    "noam from 0": NoamDecay(512, 40, 2.0, "start"),
    "noam, a warm-up that is not whole": NoamDecay(100, 33.3, 0.5, "start"),
}
# The frameworks that have no lines of their own for it.
WITHOUT = dict.fromkeys(SETTINGS, "Keras, Hugging Face") | {
    "inverse square root": "Keras",
    "inverse": "Hugging Face",
    "noam from 0": "Keras",
}
