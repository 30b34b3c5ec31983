"""Everything a person can ask the window to do, by name and key: menus, top bar and palette read it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal


def _always() -> bool:
    return True


@dataclass(frozen=True)
class Command:
    """``name``: stable, snake_case; ``menu``: file, edit, view, go, help or empty; ``bar``: place in the top bar, 0 is none.

    ``primary``: the one filled button of the bar. ``words`` are further words the palette finds it by.
    """

    name: str
    title: str
    run: Callable[[], object]
    shortcut: str = ""
    icon: str = ""
    menu: str = ""
    bar: int = 0
    primary: bool = False
    words: str = ""
    enabled: Callable[[], bool] = _always


class Commands(QObject):
    """The register. The same name again replaces the earlier command."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._commands: dict[str, Command] = {}

    def add(self, *commands: Command) -> None:
        for command in commands:
            self._commands[command.name] = command
        self.changed.emit()

    def all(self) -> tuple[Command, ...]:
        return tuple(self._commands.values())

    def get(self, name: str) -> Command | None:
        return self._commands.get(name)

    def run(self, name: str) -> bool:
        """Runs a command if it is there and allowed now; says whether it ran."""
        command = self._commands.get(name)
        if command is None or not command.enabled():
            return False
        command.run()
        return True


def match(typed: str, text: str) -> int | None:
    """How well ``typed`` fits ``text``, lower is better; ``None``: a letter is missing.

    Every word typed must begin a word of the text, or its letters must at least follow each other in it.
    """
    wanted, words = typed.casefold().split(), [word.strip("().,:;…") for word in text.casefold().split()]
    if not wanted:
        return 0
    if all(any(word.startswith(part) for word in words) for part in wanted):
        return 0 if text.casefold().startswith(wanted[0]) else 1
    letters, spread = iter(text.casefold()), 0
    for letter in "".join(wanted):
        for passed in letters:
            if passed == letter:
                break
            spread += 1
        else:
            return None
    return 10 + spread
