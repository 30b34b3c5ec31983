"""What the window itself can do, as commands."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _, keep_language
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.undo_last import last_step, undo_last
from ma_desktop.views.commands import Command
from ma_desktop.views.shell.perspectives import perspectives
from ma_desktop.views.shell.safety import check_log

if TYPE_CHECKING:
    from ma_desktop.views.main_window import MainWindow

TEXT_SIZES = (1.0, 1.1, 1.25, 1.5, 1.75, 2.0)


def window_commands(window: MainWindow) -> list[Command]:
    """Find, palette, perspectives, panels, look, lock, help."""
    bench = window.bench
    here = [
        Command("find_patient", _("Find patient"), window.find_patient, "F2", "search", "go"),
        Command("commands", _("Commands"), window.palette_box.open, "Ctrl+K", "command", "go", bar=90),
        Command("previous_patient", _("Previous patient"), bench.active.back, "Alt+Left", "history", "go"),
        Command(
            "close_patient", _("Close the patient's chart"), bench.active.close_patient, "Ctrl+W", "", "go"
        ),
        Command("next_panel", _("Next panel"), lambda: window.workspace.cycle(1), "F6", "right", "go"),
        Command(
            "previous_panel",
            _("Previous panel"),
            lambda: window.workspace.cycle(-1),
            "Shift+F6",
            "left",
            "go",
        ),
        Command("menu", _("Menu"), window.open_menu, "F10", "menu"),
        Command("lock", _("Lock"), window.lock, "Ctrl+L", "lock", "file"),
        Command(
            "switch_user",
            _("Switch user"),
            lambda: window.lock(switching=True),
            "Ctrl+Shift+L",
            "user",
            "file",
        ),
        Command(
            "check_log", _("Verify the log"), partial(check_log, window), "", "shield", "file", words="audit"
        ),
        Command(
            "import_data",
            _("Import…"),
            lambda: open_import(window),
            "",
            "import",
            "file",
            words=_("patients synthea fhir csv files take in undo import"),
            enabled=lambda: bench.desk.may(Permission.IMPORT_DATA),
        ),
        Command("quit", _("Quit"), window.close, "Ctrl+Q", "leave", "file"),
        Command("help", _("Help for this panel"), window.help, "F1", "help", "help"),
        Command(
            "reset_layout", _("Arrange the panels as new"), window.workspace.arrange, "", "refresh", "view"
        ),
        undo_command(window, ""),
    ]
    return [*here, *_perspectives(window), *_panels(window), *_look(window)]


def open_import(window: MainWindow) -> None:
    """One import at a time: asked for again, the open one comes to the front."""
    from ma_desktop.views.dialogs.import_data import ImportData

    open_ones = (each for each in window.findChildren(ImportData) if each.isVisible() or each.job is not None)
    shown = next(open_ones, None)
    if shown is None:
        shown = ImportData(window.bench, window)
        shown.show()
    shown.raise_()
    shown.activateWindow()


def undo_command(window: MainWindow, step: str) -> Command:
    """*Undo* names the step it would take back."""
    title = _("Undo: {step}").format(step=step) if step else _("Undo")

    def undo() -> None:
        def told(title: str) -> None:
            window.say(_("Undone: {step}").format(step=title))

        window.bench.do(undo_last, then=told)

    return Command("undo", title, undo, "Ctrl+Z", "undo", "edit", enabled=lambda: bool(step))


def step_title(desk: Desk) -> str:
    """Title of the step that Undo would take back, or nothing. On the reading thread."""
    step = last_step(desk)
    return "" if step is None else str(step.title)


def _perspectives(window: MainWindow) -> list[Command]:
    return [
        Command(
            f"perspective_{p.key}", _("Arrange for: {work}").format(work=p.title),
            partial(window.choose_perspective, p.key), p.shortcut, "", "view",
        )
        for p in perspectives()
    ]  # fmt: skip


def _panels(window: MainWindow) -> list[Command]:
    return [
        Command(
            f"panel_{panel.name}", _("Panel: {title}").format(title=panel.TITLE),
            partial(window.raise_panel, panel.name), panel.SHORTCUT, panel.ICON, "view",
        )
        for panel in window.panels
    ]  # fmt: skip


def _look(window: MainWindow) -> list[Command]:
    themes = (
        ("system", _("Theme: as the system")), ("light", _("Theme: light")),
        ("dark", _("Theme: dark")), ("contrast", _("Theme: high contrast")),
    )  # fmt: skip
    commands = [
        Command(f"theme_{key}", title, partial(window.set_look, key), "", "palette", "view")
        for key, title in themes
    ]
    commands.append(
        Command(
            "text_larger",
            _("Larger text"),
            lambda: window.step_text(1),
            "Ctrl++",
            "zoom-in",
            "view",
            words="zoom size",
        )
    )
    commands.append(
        Command(
            "text_smaller",
            _("Smaller text"),
            lambda: window.step_text(-1),
            "Ctrl+-",
            "zoom-out",
            "view",
            words="zoom size",
        )
    )
    for language, title in (("en", "Language: English"), ("es", "Idioma: español")):
        commands.append(
            Command(
                f"language_{language}", title, partial(choose_language, window, language), "", "", "view",
                words="language english spanish idioma español inglés",
            )
        )  # fmt: skip
    return commands


def choose_language(window: MainWindow, language: str) -> None:
    """From the next start on, for this person at this computer."""
    said = {"en": "English from the next start on.", "es": "En español a partir del próximo inicio."}
    window.bench.render(
        lambda: keep_language(language).encode(), then=lambda _kept: window.say(said[language])
    )
