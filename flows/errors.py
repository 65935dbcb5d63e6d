"""The failures that a user is told of in one line."""

from __future__ import annotations


class GoujiError(Exception):
    """The pipeline cannot go on; the message is one clear line: what is wrong and what to do."""

    exit_code = 1


class UsageError(GoujiError):
    """What the user asked for cannot be meant: a missing file, an unknown name."""

    exit_code = 2


class BusyError(GoujiError):
    """Something is in use that will be free again; to try once more later is worth while."""
