"""One window for each record and person: a second start brings the first to the front."""

from __future__ import annotations

import getpass
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QWidget

#: Milliseconds to wait for the other window on the same computer.
_PATIENCE = 500


class OneWindow(QObject):
    """A local socket named after the folder and the account; what comes over it is a knock, never data."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        owner = f"{getpass.getuser()}:{folder.expanduser().resolve()}"
        self.name = "ma-desktop-" + sha256(owner.encode("utf-8", "surrogatepass")).hexdigest()[:24]
        self._window: QWidget | None = None
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._knocked)

    def raised_the_first(self) -> bool:
        """Whether another window has this record, which is now in front."""
        socket = QLocalSocket()
        socket.connectToServer(self.name)
        if not socket.waitForConnected(_PATIENCE):
            return False
        socket.disconnectFromServer()
        return True

    def listen(self, window: QWidget) -> None:
        """``window`` comes to the front at the next knock."""
        self._window = window
        if not self._server.isListening() and not self._server.listen(self.name):
            QLocalServer.removeServer(
                self.name
            )  # left by a program that was killed: nobody answered it above
            self._server.listen(self.name)

    def _knocked(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.close()
            socket.deleteLater()
        if self._window is not None:
            self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
            self._window.show()
            self._window.raise_()
            self._window.activateWindow()
