"""Carries what waits in the Outbox, in the background: the claim and the answer on the writing thread, the network on its own."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, QTimer

from ma_desktop.services.desk import Change, Desk
from ma_desktop.services.messages.claim_message import claim_message
from ma_desktop.services.messages.deliver_waiting import carry_message
from ma_desktop.services.messages.outbox_state import OutboxState, outbox_state
from ma_desktop.services.messages.plan_reminders import plan_reminders
from ma_desktop.services.messages.reminder_plan import ReminderPlan, reminder_plan
from ma_desktop.services.messages.routes import Outgoing
from ma_desktop.services.messages.settle_interrupted import settle_interrupted
from ma_desktop.services.messages.settle_message import settle_message
from ma_desktop.views.workbench import Workbench

#: Milliseconds after the window stands; after the last change; and at the longest between two rounds.
FIRST, REST, LONGEST = 2_000, 1_500, 15 * 60_000
#: What reminders hang on.
HEARS = frozenset({"Appointment", "Patient", "Consent", "Basic", "Communication"})


class Courier(QObject):
    """A round: plan the reminders, then send one message after the other. One round at a time; locked windows go on."""

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.bench = bench
        self._busy = self._again = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.round)
        bench.changed.connect(self._hear)

    def begin(self) -> None:
        """What was on its way when the program last ended is put before a person, before anything is sent."""
        self.bench.do(settle_interrupted, then=lambda _count: self._timer.start(FIRST))

    def _hear(self, change: Change) -> None:
        if change.initiator is not self and not HEARS.isdisjoint(change.resources):
            self._timer.start(REST)

    def round(self) -> None:
        if self._busy:
            self._again = True
            return
        self._busy, self._again = True, False
        self.bench.tasks.read(reminder_plan, self.bench.desk, then=self._planned, failed=self._failed)

    def _planned(self, plan: ReminderPlan) -> None:
        if plan.empty:
            self._next()
        else:
            self.bench.do(plan_reminders, then=lambda _plan: self._next(), panel=self, failed=self._failed)

    def _next(self) -> None:
        self.bench.do(claim_message, then=self._claimed, panel=self, failed=self._failed)

    def _claimed(self, outgoing: Outgoing | None) -> None:
        if outgoing is None:
            self.bench.tasks.read(outbox_state, self.bench.desk, then=self._rest, failed=self._failed)
            return
        desk = self.bench.desk
        self.bench.tasks.send(
            self._carry, desk, outgoing, then=lambda _none: self._next(), failed=self._failed
        )

    def _carry(self, desk: Desk, outgoing: Outgoing) -> None:
        """On the sending thread. The answer goes straight to the writing thread, so that it is kept also while closing."""
        outcome = carry_message(desk, outgoing)
        self.bench.tasks.write(settle_message, desk, outgoing.item_id, outcome, failed=self._failed)

    def _rest(self, state: OutboxState) -> None:
        self._busy = False
        now: datetime = self.bench.desk.now()
        wait = LONGEST
        if state.next_at is not None and state.next_at > now:
            wait = min(wait, int((state.next_at - now).total_seconds() * 1000) + 500)
        self._timer.start(REST if self._again else wait)

    def _failed(self, error: Any) -> None:
        """The round ends and the next one comes in its time; what people can settle is said, an error of ours reported."""
        self._busy = False
        self._timer.start(LONGEST)
        self.bench.fail(error)
