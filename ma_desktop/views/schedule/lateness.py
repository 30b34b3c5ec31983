"""Who is late, and who came after all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ma_desktop.i18n import _
from ma_desktop.services.schedule.day_schedule import DayEntry
from ma_desktop.services.schedule.mark_late import mark_late
from ma_desktop.services.visit.check_in import check_in
from ma_desktop.views.dialogs.ask_reason import AskReason

if TYPE_CHECKING:
    from ma_desktop.views.panels.schedule import SchedulePanel


def came_after_all(panel: SchedulePanel, entry: DayEntry) -> None:
    """One reasoned step from no-show to arrived."""
    AskReason(panel.bench, _("Came after all"), _("The no-show goes back, with the reason, and the visit begins now."),
              lambda reason: panel.do(check_in, entry.appointment_id, back_because=reason,
                                      then=lambda visit: panel.bench.active.choose_patient(entry.patient_id, visit)),
              choices=(_("came late"), _("was here, not seen"), _("wrong patient marked")), yes=_("Check in"),
              parent=panel.widget().window()).open()  # fmt: skip


def running_late(panel: SchedulePanel, entry: DayEntry) -> None:
    def noted(words: str) -> None:
        number = words.split()[0] if words.split() else ""
        if not number.isdecimal():
            panel.notice(_("Type how many minutes, such as 20 min."), "warn")
            return
        panel.do(mark_late, entry.appointment_id, int(number))

    AskReason(panel.bench, _("Running late"), _("How late did the patient say? The no-show counts from then."), noted,
              choices=(_("10 min"), _("15 min"), _("20 min"), _("30 min"), _("0 min (on time after all)")),
              yes=_("Note it"), parent=panel.widget().window()).open()  # fmt: skip
