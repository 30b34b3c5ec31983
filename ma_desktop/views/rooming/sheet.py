"""The rooming sheet: sections at the left, the form of one at the right, from identity to *Ready* without another screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QSizePolicy, QWidget

from ma_desktop.domain import rooming
from ma_desktop.domain.rooming import LETTERS, READY, Section
from ma_desktop.domain.stages import Stage
from ma_desktop.domain.stages import label as stage_label
from ma_desktop.i18n import _
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.note_room_ready import note_room_ready
from ma_desktop.services.visit.review_list import review_list
from ma_desktop.services.visit.room_patient import room_patient
from ma_desktop.services.visit.rooming_sheet import RoomingSheet, rooming_sheet
from ma_desktop.services.visit.side_panel import SidePanel
from ma_desktop.services.visit.visit_view import VisitView
from ma_desktop.views.active import Focus
from ma_desktop.views.rooming.layout import lay_out
from ma_desktop.views.rooming.page import Page
from ma_desktop.views.rooming.sheet_draft import SheetDraft
from ma_desktop.views.rooming.steps import SheetSteps

if TYPE_CHECKING:
    from ma_desktop.views.chart.visit_tab import VisitTab

_SHORTCUT = Qt.FocusReason.ShortcutFocusReason


class RoomingView(QWidget):
    """Enter goes on, Ctrl+Enter saves the section and opens the next one that waits, Alt and a letter opens any, Esc returns to
    the overview. What is half-typed is kept for its visit, and which section was open while the program runs."""

    FORM = "rooming"

    # made by ``lay_out``
    list: Any
    say: Any
    stack: Any
    scroll: Any
    heading: Any
    by: Any
    where: Any
    close_button: Any
    save_button: Any
    ready_button: Any

    def __init__(self, tab: VisitTab) -> None:
        super().__init__()
        self.setObjectName("clear")
        self.tab, self.panel, self.bench = tab, tab.panel, tab.bench
        self.data: RoomingSheet | None = None
        self.visit: SidePanel | None = None
        self.current = ""
        self.pages: dict[str, Page] = {}
        self._places: dict[int, str] = {}
        self._leaving = ""
        self._entering = False
        self.draft = SheetDraft(self)
        self.steps = SheetSteps(self)
        lay_out(self)
        self._make_keys()

    # -- what the pages and the steps are given ---------------------------------------------------------------

    @property
    def desk(self) -> Desk:
        return self.bench.desk

    @property
    def focus(self) -> Focus:
        return self.bench.focus

    @property
    def next_button(self) -> QWidget:
        return self.ready_button  # type: ignore[no-any-return]

    def widget(self) -> QWidget:
        return self

    def notice(self, sentence: str, tone: str = "danger") -> None:
        self.panel.notice(sentence, tone)

    def do(self, verb: Any, *args: Any, then: Any = None, **kw: Any) -> Any:
        return self.panel.do(verb, *args, then=then, **kw)

    # -- opening and closing ----------------------------------------------------------------------------------

    @property
    def on(self) -> bool:
        """Whether the visit on the screen is being roomed."""
        return self.focus.encounter_id in self._places

    def start(self, section: str = "") -> None:
        """The sheet of the active visit, at ``section`` or where it was left or at the first thing that waits."""
        visit = self.focus.encounter_id
        if visit is not None:
            self._places.setdefault(visit, "")
            self._places[visit] = section or self._places[visit]
            self._entering = True
            self.refresh()

    def leave(self) -> None:
        """Esc: the overview of the visit. What is half-typed is kept."""
        self.draft.flush()
        self._places.pop(self.focus.encounter_id or 0, None)
        self.tab.show_overview()

    def follow(self, visit: VisitView | None) -> None:
        """The chart was painted anew."""
        if self.visit is not None and (visit is None or visit.encounter_id != self.visit.encounter_id):
            self.data = self.visit = None
            self.current = ""
            for page in self.pages.values():
                page.start_over()
        if visit is not None and self.on:
            self._entering = self._entering or self.data is None
            self.refresh()

    def refresh(self) -> None:
        wanted = self.focus.encounter_id
        if wanted is not None:
            self.bench.read(
                rooming_sheet, wanted, then=self.show_sheet, panel=self, latest="rooming",
                still=lambda: wanted == self.focus.encounter_id,
            )  # fmt: skip

    # -- showing ----------------------------------------------------------------------------------------------

    def show_sheet(self, data: RoomingSheet | None) -> None:
        if data is None or not self.on:
            return
        before, self.data, self.visit = self.data, data, data.side
        if before is not None and before.side.stage is Stage.VITALS and data.side.stage is Stage.READY:
            self.bench.say(_("Ready: the board shows it."))
            self.leave()
            return
        self._paint(data)
        self._move(before, data)
        if before is None:
            self.draft.settle()

    def _paint(self, data: RoomingSheet) -> None:
        inside = self._typing_here()
        self._tell(data)
        for page in self.pages.values():
            page.show_data(data, self.section(page.key))
        here = self.window().focusWidget()
        if inside and (here is None or not self.isAncestorOf(here)) and self.current:
            self._give_keyboard()

    def _tell(self, data: RoomingSheet) -> None:
        side, left = data.side, len(data.side.holding)
        waiting = side.stage in (Stage.ROOMED, Stage.VITALS)
        words = _("Ready") + (_(" — {n} left").format(n=left) if left and waiting else "")
        self.list.set(data.sections, data.done_by, words)
        self.list.mark(self.current)
        self.where.set(" · ".join(part for part in (side.title, side.place, stage_label(side.stage)) if part))
        self._head()

    def _move(self, before: RoomingSheet | None, data: RoomingSheet) -> None:
        """On to the next section once this one was saved or has nothing left; where nothing was asked, nothing moves."""
        leaving, self._leaving = self._leaving, ""
        was = (
            next((s for s in before.sections if s.key == self.current), None) if before is not None else None
        )
        if self._entering:
            self._entering = False
            kept = self._places.get(data.side.encounter_id, "")
            self.open_section(kept or rooming.after(data.sections, "", data.side.holding))
        elif leaving or (was is not None and was.waits and not self.section(self.current).waits):
            self.open_section(rooming.after(data.sections, leaving or self.current, data.side.holding))

    def section(self, key: str) -> Section:
        """As it stands now; a section that is no longer asked for is done."""
        found = next((s for s in self.data.sections if s.key == key), None) if self.data is not None else None
        return found or Section(key, _("Ready") if key == READY else "", "", "done")

    def next_words(self, data: RoomingSheet, left: int) -> tuple[str, str]:
        """What *Ready* says, and the words of its button."""
        if data.side.stage in (Stage.ROOMED, Stage.VITALS):
            count = _(" — {n} left").format(n=left) if left else ""
            title = _("Still missing:") if left else _("Everything that is asked for is done.")
            return title, _("Ready for provider") + count
        if data.side.stage in (Stage.BOOKED, Stage.ARRIVED):
            return _("Not in a room yet."), _("Bring to a room…")
        return stage_label(data.side.stage), ""

    def open_section(self, key: str) -> None:
        """Its form to the right, the keyboard in the first field that is empty."""
        if self.data is None:
            return
        keys = [section.key for section in self.data.sections]
        self.current = key if key in keys else READY
        self._places[self.data.side.encounter_id] = self.current
        page = self.page(self.current)
        page.show_data(self.data, self.section(self.current))
        self.stack.setCurrentWidget(page)
        for each in self.pages.values():  # a long form that is not in sight makes no room to scroll through
            fits = QSizePolicy.Policy.Preferred if each is page else QSizePolicy.Policy.Ignored
            each.setSizePolicy(QSizePolicy.Policy.Preferred, fits)
        self.list.mark(self.current)
        self._head()
        self._give_keyboard()

    def page(self, key: str) -> Page:
        if key not in self.pages:
            from ma_desktop.views.rooming.pages import make_page

            self.pages[key] = make_page(self, key)
            self.stack.addWidget(self.pages[key])
        return self.pages[key]

    def _head(self) -> None:
        data = self.data
        if data is None:
            return
        section = self.section(self.current)
        self.heading.setText(section.title)
        done = data.done_by.get(self.current, "") if section.state == "done" else ""
        self.by.set(done or (section.words if self.current in ("vitals", "story") else ""))
        pressure = "blood_pressure.2" in self._shown_rows()
        step = "second_pressure" if self.current == "vitals" and pressure else self.current
        self.say.set(data.words, {"room": "prepared"}.get(step, step))

    def _shown_rows(self) -> list[str]:
        page = self.pages.get("vitals")
        rows = page.vitals.rows if page is not None else {}  # type: ignore[attr-defined]
        return [key for key, row in rows.items() if row.typing]

    def _give_keyboard(self) -> None:
        first = self.page(self.current).first() or self.save_button
        if self.isVisibleTo(self.tab):
            first.setFocus(_SHORTCUT)
            QTimer.singleShot(0, first, lambda: self.scroll.ensureWidgetVisible(first))  # once it is laid out

    def _typing_here(self) -> bool:
        """Also while a form stands before the window: what had the keyboard may be painted anew behind it."""
        here = self.window().focusWidget()
        return here is not None and self.isAncestorOf(here)

    # -- doing ------------------------------------------------------------------------------------------------

    def saved(self, key: str, *drafts: str) -> None:
        """A section's form was saved: ``drafts`` are no longer half-typed."""
        if drafts:
            self.draft.drop(*drafts)
        self.advance(key)

    def advance(self, key: str) -> None:
        """To the next section that waits, as the record stands now."""
        self._leaving = key
        self.refresh()

    def press_need(self, key: str) -> None:
        if self.visit is not None and key:
            self.steps.do_need(next(need for need in self.visit.needs if need.key == key))

    def go_through(self, code: str, key: str, *, empty: bool) -> None:
        """Exactly the list that is on the screen stays as it is, or there is none."""
        if self.visit is not None:
            outcome = "none-known" if empty else "no-change"
            self.do(review_list, self.visit.encounter_id, code, outcome, then=lambda _id: self.saved(key))

    def room_seen_to(self) -> None:
        if self.visit is not None:
            self.do(note_room_ready, self.visit.encounter_id, then=lambda _none: self.saved("room"))

    def to_room(self, room: int) -> None:
        if self.visit is not None:
            self.do(room_patient, self.visit.encounter_id, room, then=lambda _none: self.saved("bring"))

    # -- keys -------------------------------------------------------------------------------------------------

    def escape(self) -> None:
        """Back to where somebody was called away from, else to the overview."""
        if not self.bench.commands.run("urgent_return"):
            self.leave()

    def _make_keys(self) -> None:
        """Shortcuts, since a field would take Alt and a letter for typing; only while the keyboard is in the sheet."""
        keys: list[tuple[str, Callable[[], object]]] = [
            (f"Alt+{letter}", lambda letter=letter: self._letter(letter)) for letter in LETTERS
        ]
        keys += [("PgDown", lambda: self._turn(1)), ("PgUp", lambda: self._turn(-1))]
        keys.append(("Alt+Return", self.steps.next))
        keys.append(("Ctrl+Return", lambda: self.page(self.current).save()))
        for text, run in keys:
            shortcut = QShortcut(QKeySequence(text), self)
            shortcut.setAutoRepeat(False)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)

    def _letter(self, letter: str) -> None:
        """The section of a letter: its own, or that of a need in it."""
        if self.data is None:
            return
        own = {section.letter: section.key for section in self.data.sections}
        needs = {
            need.hint: section.key for section in self.data.sections for need in section.needs if need.hint
        }
        key = (needs | own).get(letter)
        if key is not None:
            self.open_section(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.escape()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self._enter()

    def _enter(self) -> None:
        here = QApplication.focusWidget()
        if isinstance(here, QAbstractButton):
            here.click()
        elif not isinstance(here, QComboBox):
            self.page(self.current).enter()

    def _turn(self, by: int) -> None:
        if self.data is not None:
            keys = [*(section.key for section in self.data.sections), READY]
            self.open_section(keys[(keys.index(self.current) + by) % len(keys)])
