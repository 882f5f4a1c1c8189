"""Settings of the averaging schedule."""

from lrnotes import SWALR

SETTINGS = {
    "by a cosine": SWALR(0.1, 0.05),
    "by a line": SWALR(0.1, 0.05, 20, "linear"),
    "at once": SWALR(0.1, 0.05, 0),
}
# The frameworks that have no lines of their own for it.
WITHOUT = dict.fromkeys(SETTINGS, "")
