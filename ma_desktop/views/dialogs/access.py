"""How soon people get in: the third next opening by kind of visit and provider."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ma_desktop.i18n import _
from ma_desktop.services.schedule.third_next_available import Access, third_next_available
from ma_desktop.views import theme
from ma_desktop.views.dialogs.dialog import Dialog, words
from ma_desktop.views.widgets.plain_table import PlainTable
from ma_desktop.views.workbench import Workbench


class AccessTable(Dialog):
    """Counted from today; held times do not count."""

    HELP = "waiting-list"
    WIDTH = 620

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(bench, _("Third next available"), parent=parent, yes=_("Close"))
        self.no_button.hide()
        self.body.addWidget(
            words(
                _(
                    "The usual figure for how soon people get in: one free time may be luck, the third is not."
                ),
                "muted",
            )
        )
        heads = [_("Kind of visit"), _("Provider"), _("Third next"), _("Days")]
        self.table = PlainTable(heads, _("Third next available"), frozenset({3}))
        self.table.setMinimumHeight(theme.px(330))
        self.body.addWidget(self.table, 1)
        bench.read(third_next_available, then=self._show, panel=self)

    def _show(self, rows: tuple[Access, ...]) -> None:
        self.table.fill(
            [
                (
                    row.service,
                    row.provider,
                    f"{row.third:%a %m/%d %H:%M}" if row.third else _("none within half a year"),
                    str(row.days) if row.days is not None else "",
                )
                for row in rows
            ]
        )

    def accept(self) -> None:
        self.finish()
