"""Column types whose text on disk sorts and compares rightly."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from functools import lru_cache
from typing import Any

from peewee import IntegerField, TextField


class InstantField(TextField):  # type: ignore[misc]
    """An aware ``datetime`` kept as ``YYYY-MM-DDTHH:MM:SS.mmmZ±HHMM``.

    The UTC part is of fixed width and comes first, so text order is time order; the offset after it
    is the local offset at the place where the instant was recorded. Milliseconds are kept. Text is taken for
    the stored form or a beginning of it, as ranges need.
    """

    def db_value(self, value: Any) -> str | None:
        return value if value is None or isinstance(value, str) else instant_text(value)

    def python_value(self, value: Any) -> datetime | None:
        return None if value is None else instant_from(value)


class DayField(TextField):  # type: ignore[misc]
    """A ``date`` kept as ISO text, ``YYYY-MM-DD``."""

    def db_value(self, value: Any) -> str | None:
        return value.isoformat() if isinstance(value, date) else value

    def python_value(self, value: Any) -> date | None:
        return None if value is None else date.fromisoformat(value)


class MoneyField(IntegerField):  # type: ignore[misc]
    """A ``Decimal`` of US dollars kept as integer cents; a fraction of a cent is refused."""

    def db_value(self, value: Any) -> int | None:
        if value is None:
            return None
        cents = Decimal(value) * 100
        if cents != cents.to_integral_value():
            raise ValueError("money has a fraction of a cent")
        return int(cents)

    def python_value(self, value: Any) -> Decimal | None:
        return None if value is None else Decimal(value) / 100


class JsonField(TextField):  # type: ignore[misc]
    """Lists and mappings of plain values kept as compact JSON text."""

    def db_value(self, value: Any) -> str | None:
        if value is None:
            return None
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)

    def python_value(self, value: Any) -> Any:
        return None if value is None else json.loads(value)


def instant_text(moment: datetime) -> str:
    """The stored form of an aware ``datetime``; naive ones raise ``ValueError``."""
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError("an instant needs its offset")
    utc = moment.astimezone(UTC).isoformat(timespec="milliseconds")[:23]
    minutes = int(offset.total_seconds()) // 60
    sign, minutes = ("-", -minutes) if minutes < 0 else ("+", minutes)
    return f"{utc}Z{sign}{minutes // 60:02d}{minutes % 60:02d}"


@lru_cache(maxsize=4096)  # the results of one visit share their instant
def instant_from(text: str) -> datetime:
    """The aware ``datetime`` of a stored instant, in the offset it was recorded in."""
    utc = datetime.fromisoformat(text[:23]).replace(tzinfo=UTC)
    minutes = int(text[25:27]) * 60 + int(text[27:29])
    offset = timedelta(minutes=-minutes if text[24] == "-" else minutes)
    return utc.astimezone(timezone(offset))
