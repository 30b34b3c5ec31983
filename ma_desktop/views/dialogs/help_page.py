"""F1: what this panel is for, offline."""

from __future__ import annotations

from PySide6.QtWidgets import QTextBrowser, QWidget

from ma_desktop.i18n import _
from ma_desktop.paths import resource
from ma_desktop.views.dialogs.dialog import Dialog
from ma_desktop.views.workbench import Workbench


class HelpPage(Dialog):
    """Shows ``resources/help/<page>.md``; the contents page when there is none."""

    WIDTH = 620

    def __init__(self, bench: Workbench, page: str, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(bench, title or _("Help"), parent=parent, yes=_("Close"))
        self.no_button.hide()
        text = QTextBrowser()
        text.setMinimumHeight(420)
        text.setOpenLinks(False)
        text.setMarkdown(_page(page))
        text.anchorClicked.connect(lambda link: text.setMarkdown(_page(link.toString().removesuffix(".md"))))
        text.setAccessibleName(_("Help"))
        self.body.addWidget(text)


def _page(name: str) -> str:
    for candidate in (name, "index"):
        path = resource("help", f"{candidate}.md")
        if path.is_file():
            return path.read_text(encoding="utf-8")
    return _(
        "There is no page about this yet. Ctrl+K lists everything the program can do; F2 finds a patient."
    )
