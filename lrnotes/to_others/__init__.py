"""What each framework calls each schedule, and the code that makes it there without lrnotes: a module for each family.

A module's ``NATIVE`` has for each class a function. It takes the schedule, its numbers as
:class:`lrnotes.to_others.code_text.Number`, and returns what each framework has for it (:mod:`lrnotes.to_others.rows`);
frameworks that it leaves out have nothing to say. Its ``OTHER_NAMES`` are, by the class's name, what readers who come
from other libraries may call it, but for the full names of the originals in :mod:`lrnotes.from_others`, which are added
by themselves.
"""
