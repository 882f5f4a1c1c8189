"""A small language model in JAX: it predicts the next byte of Python's standard library from the 16 before it.

A neural probabilistic language model of 501,000 parameters (Bengio et al. 2003, with a residual block), AdamW, one run
at a time, each stage of a run in one compiled loop.
"""

import functools
import hashlib
import os
import pathlib
import platform
import sysconfig

# One core for a run: several runs are trained at once instead.
os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")
os.environ.setdefault("XLA_PYTHON_CLIENT_PREALLOCATE", "false")

import jax
import jax.numpy as jnp
import numpy as np

from . import contestants, peak_search

EMBEDDING, WIDTH, CONTEXT, BATCH = 32, 416, 16, 128
UPDATES, SEEDS = 512, 5
PEAKS = tuple(0.001 * 2 ** (k / 2) for k in range(17))
BETA_1, BETA_2, EPSILON, WEIGHT_DECAY, CLIP = 0.9, 0.95, 1e-8, 0.1, 1.0

# fmt: off
#: Modules of the standard library whose sources are the text, and those whose sources are held out.
TRAINING = (
    "argparse", "ast", "bdb", "calendar", "codecs", "configparser", "contextlib", "csv", "dataclasses", "difflib",
    "dis", "doctest", "enum", "fractions", "ftplib", "functools", "gettext", "glob", "gzip", "heapq", "imaplib",
    "inspect", "ipaddress", "locale", "mailbox", "mimetypes", "modulefinder", "optparse", "os", "pdb", "pickle",
    "pickletools", "platform", "plistlib", "pprint", "pstats", "pydoc", "random", "selectors", "shutil",
    "smtplib", "socket", "socketserver", "ssl", "statistics", "subprocess", "tarfile", "tempfile", "textwrap",
    "threading", "trace", "traceback", "turtle", "typing", "uuid", "warnings",
)
HELD_OUT = ("base64", "fileinput", "tokenize", "tracemalloc", "weakref", "webbrowser", "zipimport")
# fmt: on
WINDOWS = 8192  # of the held-out text, evenly spaced


def standard_library(names):
    """The sources of modules, as an array of bytes."""
    folder = pathlib.Path(sysconfig.get_path("stdlib"))
    text = b"".join((folder / f"{name}.py").read_bytes() for name in names)
    return np.frombuffer(text, dtype=np.uint8)


def fingerprint(text):
    return hashlib.sha256(text.tobytes()).hexdigest()[:16]


def first_weights(seed):
    """Normal numbers; the output's are zero, so that the first loss is that of 256 equally likely bytes."""
    rng = np.random.default_rng(seed)

    def normal(*shape, scale):
        return jnp.asarray(rng.normal(size=shape) * scale, dtype=jnp.float32)

    inputs = CONTEXT * EMBEDDING
    return {
        "bytes": normal(256, EMBEDDING, scale=1.0),
        "first": normal(inputs, WIDTH, scale=inputs**-0.5),
        "second": normal(WIDTH, WIDTH, scale=WIDTH**-0.5),
        "out": jnp.zeros((WIDTH, 256)),
    }


def loss(weights, windows):
    """The mean cross-entropy of the last byte, in nats, over windows of shape (count, CONTEXT + 1)."""
    x = jax.nn.gelu(weights["bytes"][windows[:, :-1]].reshape(len(windows), -1) @ weights["first"])
    x = x + jax.nn.gelu(_normalized(x) @ weights["second"])
    scores = jax.nn.log_softmax(_normalized(x) @ weights["out"])
    return -jnp.mean(jnp.take_along_axis(scores, windows[:, -1:], axis=-1))


def _normalized(x):
    return x * jax.lax.rsqrt(jnp.mean(x**2, axis=-1, keepdims=True) + 1e-6)


@jax.jit
def _stage(state, rates, windows):
    """AdamW for one update per rate; also the mean of the training losses."""

    def update(state, now):
        weights, mean, square, count = state
        rate, batch = now
        value, gradient = jax.value_and_grad(loss)(weights, batch)
        norm = jnp.sqrt(sum(jnp.sum(g**2) for g in jax.tree.leaves(gradient)))
        gradient = jax.tree.map(lambda g: g * jnp.minimum(1, CLIP / (norm + 1e-6)), gradient)
        count = count + 1
        mean = jax.tree.map(lambda m, g: BETA_1 * m + (1 - BETA_1) * g, mean, gradient)
        square = jax.tree.map(lambda s, g: BETA_2 * s + (1 - BETA_2) * g**2, square, gradient)

        def moved(w, m, s):
            step = (m / (1 - BETA_1**count)) / (jnp.sqrt(s / (1 - BETA_2**count)) + EPSILON)
            return w - rate * (step + WEIGHT_DECAY * w)

        return (jax.tree.map(moved, weights, mean, square), mean, square, count), value

    state, values = jax.lax.scan(update, state, (rates, windows))
    return state, jnp.mean(values)


_held_out_loss = jax.jit(loss)


@functools.cache
def texts():
    return standard_library(TRAINING), standard_library(HELD_OUT)


def windows_at(text, starts):
    return text[np.asarray(starts)[..., None] + np.arange(CONTEXT + 1)].astype(np.int32)


def train(contestant, peak, seed, training, held_out, updates=UPDATES):
    """The held-out loss at the end of a run."""
    stages = contestants.METRICS
    starts = np.random.default_rng(1000 + seed).integers(
        len(training) - CONTEXT - 1, size=(stages, updates // stages, BATCH)
    )
    weights = first_weights(seed)
    zeros = jax.tree.map(jnp.zeros_like, weights)
    state, pace = (weights, zeros, zeros, jnp.zeros(())), contestants.pace(contestant, updates)
    rates = next(pace)
    for stage in range(stages):
        state, mean = _stage(state, jnp.asarray(peak * rates, dtype=jnp.float32), windows_at(training, starts[stage]))
        rates = pace.send(float(mean))
    places = np.linspace(0, len(held_out) - CONTEXT - 1, WINDOWS).astype(int)
    return float(_held_out_loss(state[0], windows_at(held_out, places)))


def settings():
    return {
        "model": {"embedding": EMBEDDING, "width": WIDTH, "context": CONTEXT, "batch": BATCH, "updates": UPDATES},
        "adamw": [BETA_1, BETA_2, EPSILON, WEIGHT_DECAY, CLIP],
        "text": {"training": len(TRAINING), "held_out": len(HELD_OUT), "windows": WINDOWS},
        "peaks": PEAKS,
        "seeds": SEEDS,
    }


def made_with():
    training, held_out = texts()
    return {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "jax": jax.__version__,
        "device": jax.default_backend(),
        "text": {"bytes": len(training) + len(held_out), "sha256": fingerprint(np.concatenate([training, held_out]))},
    }


def race(contestant):
    """Losses by peak: of one seed at each peak that the search tries, of all seeds at the best one."""
    training, held_out = texts()
    return peak_search.race(
        lambda peak, seed: train(contestant, peak, seed, training, held_out), PEAKS, start=(4, 6, 8), seeds=SEEDS
    )
