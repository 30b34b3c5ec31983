"""The orthostatic series of a visit: lying, then standing, and whether the pressure fell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ma_desktop.domain import blood_pressure, vital_signs
from ma_desktop.domain.blood_pressure import Pressure
from ma_desktop.i18n import _

#: Where the series puts its minute and its symptoms.
MINUTE, SYMPTOMS, STOPPED = "minute", "symptoms", "stopped"


@dataclass(frozen=True, slots=True)
class Standing:
    """``position``: supine or standing; ``minute``: since lying down or standing up; ``fell``: against lying."""

    position: str
    minute: str
    pressure: Pressure | None
    pulse: float | None
    symptoms: str = ""
    stopped: bool = False
    fell: bool = False


def standing_series(rows: Iterable[Any], fall: tuple[float, float]) -> tuple[Standing, ...]:
    """``rows``: standing observations of one visit. The newest series counts."""
    codes = {
        code: (position, part)
        for position, trio in vital_signs.BY_POSITION.items()
        for part, code in enumerate(trio)
    }
    found: dict[tuple[str, str], list[Any]] = {}
    series = [row for row in rows if row.code in codes]
    newest = max((row.panel or 0 for row in series), default=0)
    for row in series:
        if (row.panel or 0) == newest:
            position, part = codes[row.code]
            minute = str((row.method or {}).get(MINUTE, ""))
            found.setdefault((position, minute), [None, None, None, {}])
            found[position, minute][part] = row.value
            found[position, minute][3] = row.method or {}
    steps: list[Standing] = []
    for (position, minute), (upper, lower, pulse, method) in found.items():
        pressure = Pressure(upper, lower) if upper is not None and lower is not None else None
        lying = next((step.pressure for step in steps if step.position == "supine"), None)
        fell = (
            position == "standing"
            and lying is not None
            and pressure is not None
            and blood_pressure.orthostatic_drop(lying, pressure, fall)
        )
        steps.append(
            Standing(position, minute, pressure, pulse, method.get(SYMPTOMS, ""), STOPPED in method, fell)
        )
    return tuple(steps)


def standing_words(rows: Sequence[Any], fall: tuple[float, float]) -> tuple[str, ...]:
    """One line for each step: ``Standing 1 min 108/70, pulse 96: fell by 24/12, dizzy``."""
    steps = standing_series(rows, fall)
    lying = next((step.pressure for step in steps if step.position == "supine"), None)
    lines = []
    for step in steps:
        name = {"supine": _("Lying"), "sitting": _("Sitting")}.get(step.position) or _("Standing")
        words = _("{position} {minute} min {pressure}").format(
            position=name, minute=step.minute, pressure=step.pressure or _("not measured")
        )
        if step.pulse is not None:
            words += _(", pulse {pulse}").format(pulse=f"{step.pulse:.0f}")
        if step.fell and lying is not None and step.pressure is not None:
            down = f"{lying.systolic - step.pressure.systolic:.0f}/{lying.diastolic - step.pressure.diastolic:.0f}"
            words += _(": fell by {fall}").format(fall=down)
        if step.symptoms:
            words += f", {step.symptoms}"
        if step.stopped:
            words += _(" — stopped")
        lines.append(words)
    return tuple(lines)
