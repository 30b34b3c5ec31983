"""Ways out of the office, one file each. A route that is delivered by the program has ``send``; paper has none."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ma_desktop.domain.outbox import Outcome


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One claimed message, with all that a route needs and nothing else. ``account``: the route's settings."""

    item_id: int
    route: str
    recipient: str
    subject: str
    text: str
    message_id: str
    account: Mapping[str, Any] = field(default_factory=dict)


def delivered_by_program() -> tuple[str, ...]:
    """Names of the routes whose file has ``send``."""
    return tuple(found.name for found in pkgutil.iter_modules(__path__))


def send(outgoing: Outgoing, secret: str) -> Outcome:
    """Hands the message to its route. Blocks for as long as the network does; no record is needed or touched."""
    route = importlib.import_module(f"{__name__}.{outgoing.route}")
    outcome: Outcome = route.send(outgoing, secret)
    return outcome
