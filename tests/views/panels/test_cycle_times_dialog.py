"""The cycle-time report on the screen: days, grouping, plots, the page."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ma_desktop.models import Encounter, EncounterStatusHistory
from ma_desktop.views.dialogs.cycle_times import CycleTimes
from ma_desktop.views.dialogs.preview import Preview

Key = Qt.Key


@pytest.fixture
def form(window, dialog):
    window.bench.commands.run("cycle_times")
    return dialog(CycleTimes)


def groups(form) -> set[str]:
    return {form.table.item(row, 0).text() for row in range(form.table.rowCount())}


def test_stages_and_the_whole_visit_are_plotted_and_said(form) -> None:
    assert form.table.rowCount() == 6
    assert form.table.isColumnHidden(0)
    assert [bar.label for bar in form.bars.bars] == [
        "Checked in",
        "Roomed",
        "Vitals",
        "Ready",
        "Provider",
        "Checkout",
    ]
    assert "Checked in: " in form.bars.accessibleName()
    assert len(form.course.series) == 1
    assert form.sums.text().startswith("Whole visit ")
    assert "goal 30 min, or 150% of the time with the provider" in form.goal.text()
    assert not form.bars.grab().isNull()
    assert not form.course.grab().isNull()


def test_by_kind_and_by_provider(form) -> None:
    form.by.setCurrentIndex(1)
    assert not form.table.isColumnHidden(0)
    assert {"Well child", "Follow-up"} <= groups(form)
    assert "Follow-up" in [one.label for one in form.course.series]
    form.by.setCurrentIndex(2)
    assert any("Ito" in group for group in groups(form))


def test_few_visits_are_said_to_be_few(form) -> None:
    form.span.setCurrentIndex(0)
    assert "fewer than 15 may be chance" in form.few.text()
    assert form.few.isVisible()


def test_other_days_are_typed_and_a_wrong_one_says_so(form, desk) -> None:
    form.first.setFocus()
    form.first.selectAll()
    QTest.keyClicks(form.first, "11/2")
    QTest.keyClick(form.first, Key.Key_Return)
    assert form.isVisible(), "Enter reads the day, it does not close"
    assert form.days() == (date(2026, 11, 2), desk.now().date())
    assert form.span.currentData() == 0
    form.first.selectAll()
    QTest.keyClicks(form.first, "someday")
    QTest.keyClick(form.first, Key.Key_Return)
    assert "month/day/year" in form.notice_line.sentence
    form.first.selectAll()
    QTest.keyClicks(form.first, "11/23/2027")
    QTest.keyClick(form.first, Key.Key_Return)
    assert "before the first" in form.notice_line.sentence


def test_days_without_visits_say_so_and_print_nothing(form) -> None:
    EncounterStatusHistory.delete().execute()
    form.read()
    assert form.none.isVisible()
    assert not form.bars.isVisible()
    assert not form.print_button.isEnabled()


def test_the_page_opens_for_these_days(form, dialog, qtbot) -> None:
    form.by.setCurrentIndex(1)
    qtbot.mouseClick(form.print_button, Qt.MouseButton.LeftButton)
    preview = dialog(Preview)
    assert preview.page.title == "Cycle times"
    assert (preview.page.first, preview.page.last, preview.page.by) == (*form.days(), "type")


def test_a_visit_of_the_day_before_is_not_counted(form, desk) -> None:
    form.span.setCurrentIndex(0)
    before = form.report.whole.count
    closed = Encounter.get(Encounter.stage == "billed", Encounter.started_at >= str(desk.now().date()))
    day = desk.now() - timedelta(days=1)
    Encounter.update(started_at=day).where(Encounter.id == closed.id).execute()
    form.read()
    assert form.report.whole.count == before - 1
