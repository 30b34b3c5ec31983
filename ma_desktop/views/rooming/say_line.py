"""What can be said now: one muted sentence for the step, one for each need of the patient, the rest in a menu."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ma_desktop.domain.prompts import Said
from ma_desktop.i18n import _
from ma_desktop.services.visit.words_to_say import WordsToSay
from ma_desktop.views.widgets.labels import Elided, button, label

#: More of the patient's needs than these are in the menu: the sentences must not push the work out of sight.
_AIDS = 2


class SayLine(QWidget):
    """Without words for the step it says nothing and takes no room."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("clear")
        self.words = label("", "caption", wrap=True)
        self.aids = [Elided("", "caption") for _n in range(_AIDS)]
        self.more = button(
            _("Say…"), "bare", tip=_("More to say: a worried or angry patient, needs, teach-back")
        )
        self.more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.more.clicked.connect(self.choose)
        self._says: Mapping[str, Said] = {}
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(self.words, 1)
        top.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(top)
        for line in self.aids:
            column.addWidget(line)

    def set(self, words: WordsToSay, step: str) -> None:
        """``step``: key of the prompt; the lines below it are for what the patient needs."""
        self._says = words.says
        self.show_one(step)
        for line, key in zip(self.aids, [*words.aids, "", ""], strict=False):
            said = words.says.get(key)
            line.set(f"{said.title}: {said.words}" if said else "")
            line.setVisible(said is not None)
        self.setVisible(bool(words.says))

    def show_one(self, key: str) -> None:
        said = self._says.get(key)
        self.words.setText(_("Say: “{words}”").format(words=said.words) if said else "")
        self.words.setToolTip(said.english if said and said.english != said.words else "")

    def choose(self) -> None:
        """All of them by their titles; the chosen one stands in the line until the next step."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, said in self._says.items():
            menu.addAction(said.title).triggered.connect(lambda _on=False, key=key: self.show_one(key))
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))
        menu.setActiveAction(menu.actions()[0])
