"""What the disk and the database say, in a sentence for the person at the desk."""

from __future__ import annotations

from peewee import DatabaseError
from sqlcipher3 import dbapi2

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.storage.connection import in_plain_words
from ma_desktop.storage.durable_file import trouble_of
from ma_desktop.storage.errors import RecordError


def plain_words(error: BaseException) -> str | None:
    """The sentence when people can settle it (full disk, gone folder, refusal); ``None`` for an error of the program.

    What went wrong first may stand behind what went wrong while it was being taken back.
    """
    seen: BaseException | None = error
    for _depth in range(5):
        if seen is None:
            return None
        if (sentence := _sentence(seen)) is not None:
            return sentence
        seen = seen.__cause__ or seen.__context__
    return None


def _sentence(error: BaseException) -> str | None:
    if isinstance(error, RuleBroken | RecordError):
        return error.sentence
    if isinstance(error, DatabaseError | dbapi2.DatabaseError):
        plain = in_plain_words(error)
        return plain.sentence if isinstance(plain, RecordError) else None
    if isinstance(error, OSError) and error.errno is not None:
        return trouble_of(error).sentence
    sentence = getattr(error, "sentence", None)
    return sentence if isinstance(sentence, str) else None
