"""What somebody would write without lrnotes, for the benchmarks to compare with."""

import math

import numpy as np


def cosine(step, rate=0.1, length=1000, alpha=0.01):
    p = min(step, length) / length
    return rate * ((1 - alpha) * (1 + math.cos(math.pi * p)) / 2 + alpha)


def cosine_with_warmup(step, rate=0.1, warmup=100, length=1000, alpha=0.01):
    if step < warmup:
        return rate * step / warmup
    p = min(step - warmup, length) / length
    return rate * ((1 - alpha) * (1 + math.cos(math.pi * p)) / 2 + alpha)


def warmup_stable_decay(step, rate=0.1, warmup=100, stable=700, length=200, end=0.001):
    if step < warmup:
        return rate * step / warmup
    p = min(max(step - warmup - stable, 0) / length, 1)
    return end + (rate - end) * (1 - math.sqrt(p))


def linear_cosine(step, rate=0.1, length=1000, periods=0.5, alpha=0.0, beta=0.001):
    s = min(step, length)
    line = (length - s) / length
    wave = (1 + math.cos(2 * math.pi * periods * s / length)) / 2
    return rate * ((alpha + line) * wave + beta)


def triangular(step, low=0.001, high=0.1, size=25):
    cycle = math.floor(1 + step / (2 * size))
    x = abs(step / size - 2 * cycle + 1)
    return low + (high - low) * max(0, 1 - x)


def cosine_array(steps, rate=0.1, length=1000, alpha=0.01):
    p = np.minimum(steps, length) / length
    return rate * ((1 - alpha) * (1 + np.cos(np.pi * p)) / 2 + alpha)


def linear_cosine_array(steps, rate=0.1, length=1000, periods=0.5, alpha=0.0, beta=0.001):
    s = np.minimum(steps, length)
    line = (length - s) / length
    wave = (1 + np.cos(2 * np.pi * periods * s / length)) / 2
    return rate * ((alpha + line) * wave + beta)


def triangular_array(steps, low=0.001, high=0.1, size=25):
    cycle = np.floor(1 + steps / (2 * size))
    x = np.abs(steps / size - 2 * cycle + 1)
    return low + (high - low) * np.maximum(0, 1 - x)
