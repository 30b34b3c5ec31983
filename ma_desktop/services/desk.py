"""The desk: who is working, on which record, by which clock; and the one way to change anything."""

from __future__ import annotations

import json
import platform
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Protocol

from ma_desktop.domain.permissions import Permission, Role, may
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _
from ma_desktop.models import AuditEvent, Provenance, database
from ma_desktop.services.feed import Change, ChangeFeed
from ma_desktop.services.work import Work, write_rows
from ma_desktop.storage import audit_chain

__all__ = ["Change", "ChangeFeed", "Desk", "Work", "Worker"]


@dataclass(frozen=True, slots=True)
class Worker:
    """The person at the desk. ``user_id`` is ``user.id``; ``practices``: is also one of the providers."""

    user_id: int
    login: str
    name: str
    role: Role
    practices: bool = False


class OpenRecord(Protocol):
    """What the desk needs of an open record."""

    @property
    def database(self) -> Any: ...
    @property
    def audit_key(self) -> bytes: ...
    @property
    def documents(self) -> Any: ...
    def logins(self) -> tuple[str, ...]: ...
    def add_user(self, login: str, password: str) -> None: ...
    def change_password(self, login: str, password: str) -> None: ...
    def remove_user(self, login: str) -> None: ...
    def new_recovery_code(self) -> str: ...


class Desk:
    """Passed to every verb and every reading; never imported, never global."""

    def __init__(
        self,
        record: OpenRecord | None,
        worker: Worker,
        clock: Callable[[], datetime],
        feed: ChangeFeed | None = None,
        workstation: str = "",
    ) -> None:
        """``record`` is ``None`` for a desk at which nobody can work yet: a window is built on it before the log-in."""
        self._record = record
        self.worker = worker
        self.clock = clock
        self.feed = feed or ChangeFeed()
        self.workstation = workstation or platform.node()
        self._here = threading.local()
        if record is not None:
            database.initialize(record.database)

    @property
    def record(self) -> OpenRecord:
        assert self._record is not None, "nobody has logged in"
        return self._record

    def now(self) -> datetime:
        """The aware local time."""
        return self.clock()

    def may(self, permission: Permission) -> bool:
        return may(self.worker.role, permission, practices=self.worker.practices)

    def acting_as(self, worker: Worker) -> Desk:
        """The same desk with somebody else at it: sign in place, user switch."""
        return Desk(self.record, worker, self.clock, self.feed, self.workstation)

    @contextmanager
    def work(
        self,
        title: str,
        *,
        needs: Permission,
        patient_id: int | None = None,
        encounter_id: int | None = None,
        undoable: bool = True,
        action: str = "change",
        reason: str = "",
        initiator: object | None = None,
    ) -> Iterator[Work]:
        """Transaction, permission check, audit entry, undo step and change notice in one.

        Nested work joins the outer. If the body raises, nothing is written; a refusal is audited in a
        transaction of its own. ``action``: ``change``, ``view``, ``print``, ``export``, ``import``, ``login``, …
        """
        outer: Work | None = getattr(self._here, "work", None)
        if outer is not None:
            self._check(title, needs)
            yield outer
            return
        now = self.now()
        work = Work(title, now, self.worker.user_id, patient_id, encounter_id, reason)
        try:
            self._check(title, needs)
            with database.atomic():
                self._here.work = work
                try:
                    yield work
                finally:
                    self._here.work = None
                self._sign(work, action if undoable or action != "change" else "change-final")
        except RuleBroken as refusal:
            self._record_refusal(work, action, refusal)
            raise
        self._announce(work, initiator)

    def _check(self, title: str, needs: Permission) -> None:
        if not self.may(needs):
            raise RuleBroken(
                _(
                    "{title}: your role does not include this. Ask the owner, or let somebody sign in place."
                ).format(title=title)
            )

    def _sign(self, work: Work, action: str, outcome: str = "ok", reason: str = "") -> None:
        entities: list[list[Any]] = [[t.resource, t.row, t.activity] for t in work.touched]
        if work.undoes is not None:
            entities.append(["AuditEvent", work.undoes, "UNDO"])
        changes = json.dumps([[t.resource, t.row, t.before, t.after] for t in work.touched], sort_keys=True)
        digest = sha256((changes + work.bulk_digest).encode()).hexdigest()
        event = audit_chain.append(
            database,
            self.record.audit_key,
            at=AuditEvent.at.db_value(work.now),
            user_id=self.worker.user_id,
            role=str(self.worker.role),
            workstation=self.workstation,
            action=action,
            patient_id=work.patient_id or next(iter(work.patients), None),
            encounter_id=work.encounter_id or next(iter(work.encounters), None),
            entities=json.dumps(entities, separators=(",", ":")),
            title=work.title,
            reason=reason or work.reason,
            outcome=outcome,
            digest=digest,
        )
        if work.touched:
            write_rows(
                Provenance,
                [
                    {
                        "step": event, "resource": t.resource, "row": t.row, "version": t.version,
                        "activity": t.activity, "before": t.before, "after": t.after,
                        "at": work.now, "by": self.worker.user_id,
                    }
                    for t in work.touched
                ],
            )  # fmt: skip

    def _record_refusal(self, work: Work, action: str, refusal: RuleBroken) -> None:
        refused = Work(work.title, work.now, work.user_id, work.patient_id, work.encounter_id)
        with database.atomic():
            self._sign(refused, action, outcome="refused", reason=refusal.sentence)

    def _announce(self, work: Work, initiator: object | None) -> None:
        if work.resources or work.undoes is not None:
            patients = frozenset(work.patients | ({work.patient_id} if work.patient_id else set()))
            encounters = frozenset(work.encounters | ({work.encounter_id} if work.encounter_id else set()))
            self.feed.publish(Change(work.title, frozenset(work.resources), patients, encounters, initiator))
