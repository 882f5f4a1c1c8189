"""The colors and dashes of every line, in static figures and in live ones."""

# Legible on white and on the dark page alike, and apart for color-blind readers; each with a dash of its own.
COLORS = ("#2f7fc1", "#d55e00", "#0a8f6c", "#b45fa5", "#8a7a00", "#7a7a7a")
# In pixels, with ends that are not rounded: how long a dash is, and the gap after it.
DASHES = ((), (8, 4), (2, 3), (10, 3, 2, 3), (4, 4), (14, 4))
INK = "#7a7a7a"
