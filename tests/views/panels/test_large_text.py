"""Large text on a small screen: nothing that an MA types into is cut, and no panel scrolls sideways."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QSizePolicy
from pytestqt.qtbot import QtBot

from ma_desktop.models import Encounter
from ma_desktop.views import theme
from ma_desktop.views.dialogs.practice_settings import PracticeSettings


@pytest.fixture(params=[(1366, 768, 1.0), (1366, 768, 1.5), (1920, 1080, 1.5)])
def sized(window: Any, qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[Any]:
    width, height, scale = request.param
    window.resize(width, height)
    theme.apply(qapp, "light", scale)
    window.show()
    qapp.processEvents()
    window.choose_perspective("rooming")
    window.workspace.arrange()
    yield window
    theme.apply(qapp, "light")


def test_vitals_do_not_scroll_sideways(sized: Any, panel: Callable[[str], Any], qapp: QApplication) -> None:
    visit = Encounter.get(Encounter.stage == "vitals")
    sized.bench.active.choose_patient(visit.patient_id, visit.id)
    sized.workspace.raise_panel("vitals")
    vitals = panel("vitals")
    for _n in range(5):
        qapp.processEvents()
    assert vitals.sheet is not None
    assert vitals.scroll.horizontalScrollBar().maximum() == 0


def test_the_form_of_a_note_is_never_laid_over_itself(
    sized: Any, panel: Callable[[str], Any], qapp: QApplication
) -> None:
    visit = Encounter.get(Encounter.stage == "vitals")
    sized.bench.active.choose_patient(visit.patient_id, visit.id)
    chart = panel("patient_chart")
    chart.choose_tab("notes")
    for _n in range(5):
        qapp.processEvents()
    form = chart.tab["notes"].form
    assert form.kind.geometry().bottom() < form.text.geometry().top()
    assert form.text.geometry().bottom() < form.sign_button.geometry().top()


def test_both_sides_are_one_column_where_three_are_too_many(sized: Any, qapp: QApplication) -> None:
    shape = sized.workspace.shape
    docks = sized.workspace.docks
    together = docks["vitals"] in sized.workspace.tabifiedDockWidgets(docks["schedule"])
    assert together == (shape == "narrow")
    assert (shape == "narrow") == (sized.width() == 1366 and theme.current.scale == 1.5)


def test_a_short_page_of_the_settings_does_not_scroll_because_another_is_long(
    window: Any, qtbot: QtBot
) -> None:
    settings = PracticeSettings(window.bench, parent=window)
    settings.open()
    holder = settings.tabs.widget(0)
    assert holder.sizePolicy().verticalPolicy() == QSizePolicy.Policy.Preferred
    short = settings.tabs.minimumSizeHint().height()
    settings.tabs.setCurrentIndex(3)
    assert settings.tabs.minimumSizeHint().height() > short
    settings.reject()


def test_the_tabs_of_a_narrow_chart_stand_closer_before_they_are_cut(
    window: Any, panel: Callable[[str], Any], qapp: QApplication
) -> None:
    tabs = panel("patient_chart").tabs
    window.resize(1366, 768)
    window.choose_perspective("front")
    window.workspace.arrange()
    visit = Encounter.get(Encounter.stage == "vitals")
    window.bench.active.choose_patient(visit.patient_id, visit.id)
    for _n in range(5):
        qapp.processEvents()
    assert tabs.tabBar().property("dense")
    assert tabs.tabBar().sizeHint().width() <= tabs.width()
    window.resize(2400, 1200)
    for _n in range(5):
        qapp.processEvents()
    assert not tabs.tabBar().property("dense")


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
@pytest.mark.parametrize("text", ["196/124", "240/130", "104.9"])
def test_a_saved_value_is_never_cut(
    window: Any, panel: Callable[[str], Any], qapp: QApplication, size: tuple[int, int], text: str
) -> None:
    window.resize(*size)
    window.choose_perspective("rooming")
    window.workspace.arrange()
    visit = Encounter.get(Encounter.stage == "roomed")
    window.bench.active.choose_patient(visit.patient_id, visit.id)
    window.raise_panel("vitals")
    vitals = panel("vitals")
    key = "blood_pressure" if "/" in text else "temperature"
    vitals.entries[key].input.setText(text)
    for _turn in range(2):  # an unlikely value is asked about once
        vitals.save()
    for _n in range(5):
        qapp.processEvents()
    saved = vitals.rows[key].saved
    assert saved.isVisible()
    assert saved.text().startswith(text)
    assert saved.sizeHint().width() <= saved.width(), (saved.sizeHint().width(), saved.width())
