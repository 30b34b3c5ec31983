"""Moves, copies and lengths of appointments as a person does them: a question where one is needed, a reason that may be left out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ma_desktop.domain.schedule_rules import NeedsReason
from ma_desktop.i18n import _
from ma_desktop.services.schedule.cancel_appointment import CODES, cancel_appointment, code_of, code_words
from ma_desktop.services.schedule.cancel_series import cancel_series
from ma_desktop.services.schedule.change_series import change_series
from ma_desktop.services.schedule.copy_appointment import copy_appointment
from ma_desktop.services.schedule.day_schedule import DayEntry
from ma_desktop.services.schedule.move_appointment import move_appointment
from ma_desktop.views.dialogs.ask_reason import AskReason
from ma_desktop.views.dialogs.series_scope import SeriesScope
from ma_desktop.views.schedule.pages import Key

if TYPE_CHECKING:
    from ma_desktop.views.panels.panel import Panel

#: Reasons that are offered when something is booked against a rule.
WHY_OVER = (_("urgent"), _("family together"), _("provider agreed"))


class Moves:
    """Every step is one of Undo. ``done(words)`` hears of each that worked."""

    def __init__(self, panel: Panel, done: Callable[[int, str], None]) -> None:
        self.panel, self._done = panel, done

    def move(
        self, entry: DayEntry, start: datetime, key: Key, then: Callable[[], object] | None = None
    ) -> None:
        """To the time and column of a drop."""
        where: dict[str, Any] = {"start": start}
        if key.practitioner_id is not None:
            where["practitioner_id"] = key.practitioner_id
        words = _("Moved to {when}.").format(when=f"{start:%a %H:%M}")
        if entry.series is not None and start != entry.start:
            self._of_series(entry, where, words, then)
            return
        if key.location_id:
            where["location_id"] = key.location_id
        if key.device_id:
            where["device_id"] = key.device_id
        self._try(move_appointment, entry.appointment_id, where, words, then)

    def resize(self, entry: DayEntry, start: datetime, minutes: int) -> None:
        words = _("Now {n} minutes.").format(n=minutes)
        where = {"start": start, "minutes": minutes}
        if entry.series is not None:
            self._of_series(entry, where, words, None)
            return
        self._try(move_appointment, entry.appointment_id, where, words, None)

    def copy(
        self, appointment_id: int, start: datetime, key: Key, then: Callable[[], object] | None = None
    ) -> None:
        where: dict[str, Any] = {"start": start}
        if key.practitioner_id is not None:
            where["practitioner_id"] = key.practitioner_id
        words = _("Booked once more for {when}.").format(when=f"{start:%a %H:%M}")
        self._try(copy_appointment, appointment_id, where, words, then)

    def move_by_id(
        self, appointment_id: int, start: datetime, key: Key, then: Callable[[], object] | None = None
    ) -> None:
        """From the pin board, whose appointments may stand on a day that is not shown."""
        where: dict[str, Any] = {"start": start}
        if key.practitioner_id is not None:
            where["practitioner_id"] = key.practitioner_id
        words = _("Moved to {when}.").format(when=f"{start:%a, %b} {start.day} {start:%H:%M}")
        self._try(move_appointment, appointment_id, where, words, then)

    def cancel(self, entry: DayEntry) -> None:
        def cancel(scope: str) -> None:
            def said(reason: str) -> None:
                if scope == "one":
                    self.panel.do(cancel_appointment, entry.appointment_id, reason, code=code_of(reason))
                else:
                    self.panel.do(cancel_series, entry.appointment_id, scope, reason)

            AskReason(
                self.panel.bench, _("Cancel this appointment?") if scope == "one" else _("Cancel these appointments?"),
                _("It stays in the record as cancelled, with the reason."), said,
                choices=[code_words(code) for code in CODES], yes=_("Cancel it"),
                parent=self._window(),
            ).open()  # fmt: skip

        if entry.series is None:
            cancel("one")
        else:
            self._ask_scope(_("Cancel which of the series?"), entry, cancel)

    # -- within -------------------------------------------------------------------------------------------

    def _of_series(
        self, entry: DayEntry, where: dict[str, Any], words: str, then: Callable[[], object] | None
    ) -> None:
        def change(scope: str) -> None:
            if scope == "one":
                self._try(move_appointment, entry.appointment_id, where, words, then)
            else:
                self._try(change_series, entry.appointment_id, {"scope": scope, **where}, words, then)

        self._ask_scope(_("Change which of the series?"), entry, change)

    def _ask_scope(self, title: str, entry: DayEntry, then: Callable[[str], None]) -> None:
        SeriesScope(self.panel.bench, title, entry, then, parent=self._window()).open()

    def _try(
        self, verb: Callable[..., Any], appointment_id: int, where: dict[str, Any], words: str,
        then: Callable[[], object] | None,
    ) -> None:  # fmt: skip
        """Runs the verb; where it needs a reason, asks for it once and runs it again."""

        def worked(_answer: Any) -> None:
            self._done(appointment_id, words)
            if then is not None:
                then()

        def failed(error: Exception) -> None:
            if not isinstance(error, NeedsReason):
                self.panel.bench.fail(error, self.panel)
                return
            AskReason(
                self.panel.bench, _("Book it all the same?"), error.sentence, run, choices=WHY_OVER, parent=self._window()
            ).open()  # fmt: skip

        def run(reason: str) -> None:
            self.panel.clear_notice()
            self.panel.bench.do(
                verb,
                appointment_id,
                overlap_reason=reason,
                then=worked,
                panel=self.panel,
                failed=failed,
                **where,
            )

        run("")

    def _window(self) -> Any:
        return self.panel.widget().window()
