"""Python's collector of garbage, less often: a build makes millions of objects that it keeps until it ends."""

import gc


def setup(app):
    gc.freeze()
    gc.set_threshold(200_000, 20, 100)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
