"""The table of originals: every schedule of every library, and the equal schedule of lrnotes. A module a library.

:func:`lrnotes.translate`, the names that the search finds, the site's page of translations and the tests read it.
"""

from .original import Library, Original, translated
from .table import LIBRARIES, ORIGINALS, find

__all__ = ["LIBRARIES", "ORIGINALS", "Library", "Original", "find", "translated"]
