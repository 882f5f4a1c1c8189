"""The Trainers of Hugging Face and of Lightning, recorded: callbacks that attach to the optimizers they train with."""

import functools
import sys

from ..core.messages import shown
from .record_torch import attach, bare, names_of, tables_of
from .recorder import Recorder


def record_hugging_face(trainer, also):
    base = sys.modules["transformers"].TrainerCallback
    recorder = _class("TrainerRecorder", _TrainerRecorder, base)(also)
    trainer.add_callback(recorder)
    return recorder


def record_lightning(trainer, also, library):
    base = sys.modules[library].Callback
    recorder = _class("LightningRecorder", _LightningRecorder, base)(also)
    trainer.callbacks.append(recorder)
    return recorder


@functools.cache
def _class(name, recorder, base):
    return type(name, (recorder, base), {"__doc__": recorder.__doc__})


class _LateRecorder(Recorder):
    """A recorder of optimizers that there are only when training begins."""

    def __init__(self, also):
        super().__init__([["rate"]])  # what the optimizers have, they say when training begins
        self._also, self._known = also, False

    def _train(self, optimizers, update):
        """Training begins, or goes on after a first ``fit``, with its optimizers and at an update."""
        optimizers = [bare(each) for each in optimizers]
        self.stop()
        places = tables_of(optimizers, self._also)
        if not self._known:
            self._clear(names_of(optimizers), places, update)
            self._known = True
        for log in self._logs:
            log.keep(["lr", *places])
        attach(self, optimizers, places)

    def load_state_dict(self, state_dict):
        if not isinstance(state_dict, dict) or not state_dict.get("optimizers"):
            raise ValueError(f"Recorder: state_dict must be what state_dict() has returned; got {shown(state_dict)}")
        recorded = [name for name in state_dict["optimizers"][0] if name != "lr"]
        self._clear(state_dict["names"], recorded, state_dict["start"])
        super().load_state_dict(state_dict)
        self._known = True


class _TrainerRecorder(_LateRecorder):
    """A recorder that is a callback of the Trainer. After a resumption it begins at the Trainer's ``global_step``."""

    def on_train_begin(self, args, state, control, optimizer=None, **others):
        self._train([optimizer], state.global_step)

    def on_train_end(self, args, state, control, **others):
        self.stop()


class _LightningRecorder(_LateRecorder):
    """A recorder that is a callback of Lightning, which saves it in its checkpoints and gives it back."""

    def on_train_start(self, trainer, pl_module):
        self._train(trainer.optimizers, trainer.global_step // len(trainer.optimizers))

    def on_train_end(self, trainer, pl_module):
        self.stop()
