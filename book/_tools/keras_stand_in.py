"""The reference describes ``lrnotes.keras``, which imports Keras, which starts TensorFlow for ten seconds: not here."""

import sys
import types


def setup(app):
    keras = types.ModuleType("keras")
    keras.ops = types.SimpleNamespace(cast=None)
    keras.saving = types.SimpleNamespace(register_keras_serializable=lambda package: lambda cls: cls)
    schedules = types.SimpleNamespace(LearningRateSchedule=type("LearningRateSchedule", (), {"__module__": __name__}))
    keras.optimizers = types.SimpleNamespace(schedules=schedules)
    keras.callbacks = types.SimpleNamespace(Callback=type("Callback", (), {"__module__": __name__}))
    sys.modules.setdefault("keras", keras)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
