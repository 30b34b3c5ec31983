"""What cannot wait, for the top bar and the lock screen: a place, no name, no reason."""

from __future__ import annotations

from collections.abc import Sequence

from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.provider_calls import provider_calls
from ma_desktop.services.visit.urgent_requests import urgent_requests
from ma_desktop.services.visit.vital_calls import vital_calls
from ma_desktop.views.shell.ports import Urgent


def urgent_words(desk: Desk) -> Sequence[Urgent]:
    """On the reading thread. A visit that called the provider already needs no second line for its vital signs; what a provider asks for
    comes after what the provider is needed for."""
    calls = provider_calls(desk)
    called = {call.encounter_id for call in calls}
    return (
        *(Urgent(call.sentence, "provider_calls") for call in calls),
        *(Urgent(one.sentence, "vital_calls") for one in vital_calls(desk) if one.encounter_id not in called),
        *(Urgent(one.sentence, "urgent", one.sound) for one in urgent_requests(desk)),
    )
