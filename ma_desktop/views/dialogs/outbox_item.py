"""One item of the Outbox: what it says, what happened to it, and what a person can decide."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QPlainTextEdit, QPushButton, QWidget

from ma_desktop.i18n import _
from ma_desktop.services.messages.cancel_message import cancel_message
from ma_desktop.services.messages.confirm_sent import confirm_sent
from ma_desktop.services.messages.outbox import OutboxLine
from ma_desktop.services.messages.record_answer import record_answer
from ma_desktop.services.messages.retry_message import retry_message
from ma_desktop.views import theme
from ma_desktop.views.dialogs.ask_reason import AskReason
from ma_desktop.views.dialogs.dialog import Dialog, words
from ma_desktop.views.outbox_pages import preview_call_sheet, preview_cards
from ma_desktop.views.widgets.labels import button, keyed
from ma_desktop.views.workbench import Workbench


class OutboxDetails(Dialog):
    """Answers go by Alt+1 to Alt+5; whatever is decided closes the dialog."""

    HELP = "outbox"
    WIDTH = 620

    def __init__(self, bench: Workbench, line: OutboxLine, panel: Any, parent: QWidget | None = None) -> None:
        super().__init__(bench, f"{line.title} · {line.state}", parent=parent, yes=_("Close"))
        self.line, self.panel = line, panel
        self.no_button.hide()
        self.yes_button.setProperty("role", "")
        form = QFormLayout()
        for title, text in self._facts():
            form.addRow(title, words(text))
        self.body.addLayout(form)
        if line.text:
            shown = QPlainTextEdit(line.text)
            shown.setReadOnly(True)
            shown.setAccessibleName(_("What is sent"))
            shown.setFixedHeight(theme.px(130))
            self.body.addWidget(shown)
        self.answers = self._answers()
        self.decisions = self._decisions()
        self.yes_button.setFocus()

    def _facts(self) -> list[tuple[str, str]]:
        line = self.line
        visit = f"{line.starts:%a %m/%d/%Y %H:%M}" if line.starts is not None else ""
        rows = (
            (_("For"), line.patient), (_("Visit"), visit), (_("By"), f"{line.route_words} {line.recipient}"),
            (_("Waits since"), f"{line.queued_at:%a %m/%d %H:%M}"), (_("Tries"), str(line.attempts) if line.attempts else ""),
            (_("Next try"), line.next_try), (_("What happened"), line.trouble), (_("Proof"), line.proof),
            (_("Answer"), _answer_words().get(line.answer, "")), (_("Message-ID"), line.message_id),
        )  # fmt: skip
        return [(title, text) for title, text in rows if text]

    def _answers(self) -> dict[str, QPushButton]:
        """What the patient said, whichever way it came."""
        line = self.line
        if line.appointment_id is None or line.status in {"sending", "cancelled"}:
            return {}
        self.body.addWidget(words(_("What did the patient say?"), "strong"))
        row, made = QHBoxLayout(), {}
        for place, (answer, text) in enumerate(_answer_words().items(), start=1):
            if line.route != "call-sheet" and answer in {"no-answer", "wrong-number", "left-message"}:
                continue
            press = button(f"{text}  {place}", tip=f"Alt+{place}")
            press.setAccessibleName(text)
            keyed(press, f"Alt+{place}", within=self)
            press.clicked.connect(
                lambda _on=False, answer=answer: self.save(record_answer, line.item_id, answer)
            )
            row.addWidget(press)
            made[answer] = press
        row.addStretch(1)
        self.body.addLayout(row)
        return made

    def _decisions(self) -> dict[str, QPushButton]:
        line, made = self.line, {}
        if line.status == "unclear":
            made["sent"] = self._press(_("Count as sent"), lambda: self.save(confirm_sent, line.item_id))
        if line.route == "email" and line.status in {"unclear", "failed", "waiting"}:
            text = _("Try now") if line.status == "waiting" else _("Send again")
            made["again"] = self._press(text, lambda: self.save(retry_message, line.item_id))
        if line.appointment_id is not None and line.status in {"unclear", "failed", "waiting"}:
            made["print"] = self._press(_("Print instead…"), self._print)
        if line.status in {"unclear", "failed", "waiting"}:
            made["cancel"] = self._press(_("Do not send…"), self._cancel)
        return made

    def _press(self, text: str, act: Any) -> QPushButton:
        press = button(text)
        press.clicked.connect(act)
        self.foot.insertWidget(self.foot.count() - 1, press)
        return press

    def _print(self) -> None:
        preview = preview_call_sheet if self.line.route == "call-sheet" else preview_cards
        self.finish()
        preview(self.bench, [self.line.item_id], self.panel)

    def _cancel(self) -> None:
        item, bench, panel = self.line.item_id, self.bench, self.panel
        window = self.parentWidget()
        self.finish()
        AskReason(bench, _("Do not send this?"), _("It stays in the record as cancelled, with the reason."),
                  lambda reason: bench.do(cancel_message, item, reason, panel=panel),
                  choices=(_("called instead"), _("comes anyway"), _("wrong address")), yes=_("Do not send"),
                  parent=window).open()  # fmt: skip

    def accept(self) -> None:
        self.finish()


def _answer_words() -> dict[str, str]:
    """In the order of their keys."""
    return {
        "confirmed": _("Coming"), "declined": _("Cannot come"), "left-message": _("Left message"),
        "no-answer": _("No answer"), "wrong-number": _("Wrong number"),
    }  # fmt: skip
