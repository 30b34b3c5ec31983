"""What cannot wait, for the top bar and the lock screen: a place, no name, no reason."""

from __future__ import annotations

from collections.abc import Sequence

from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.provider_calls import provider_calls
from ma_desktop.views.shell.ports import Urgent


def urgent_words(desk: Desk) -> Sequence[Urgent]:
    """On the reading thread."""
    return tuple(Urgent(call.sentence, "provider_calls") for call in provider_calls(desk))
