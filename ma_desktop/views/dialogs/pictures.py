"""Photo and insurance card: from a file or out of the scanner's folder, which is watched while the dialog is open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QFileSystemWatcher, QSize, Qt
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QLabel,
    QListView,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QWidget,
)

from ma_desktop.domain import settings
from ma_desktop.i18n import _
from ma_desktop.services.chart.attach_image import attach_image
from ma_desktop.services.chart.patient_images import PatientImages, StoredImage, patient_images
from ma_desktop.services.chart.remove_image import remove_image
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.practice_settings import practice_settings
from ma_desktop.views import theme
from ma_desktop.views.active import Focus
from ma_desktop.views.dialogs.ask_reason import AskReason
from ma_desktop.views.dialogs.dialog import Dialog
from ma_desktop.views.images import CARD_EDGE, PHOTO_EDGE, Scan, newest, prepared, shown
from ma_desktop.views.widgets.labels import button, label
from ma_desktop.views.workbench import Workbench

_KINDS = (("photo", _("Photo")), ("card-front", _("Card, front")), ("card-back", _("Card, back")))


class Pictures(Dialog):
    """Choose what it is, then the picture. Enter files the newest scan."""

    HELP = "registration"
    WIDTH = 720

    def __init__(self, bench: Workbench, patient_id: int, *, parent: QWidget | None = None) -> None:
        super().__init__(
            bench, _("Photo and insurance card"), parent=parent, yes=_("File this scan"), no=_("Close"), scope=Focus(patient_id)
        )  # fmt: skip
        self.patient_id = patient_id
        self.images: PatientImages | None = None
        self.folder = ""
        self._slots()
        self._scans()
        self.watch = QFileSystemWatcher(self)
        self.watch.directoryChanged.connect(lambda _path: self._look())
        self.refresh()
        bench.read(_scan_folder, then=self._watched)

    def _slots(self) -> None:
        grid = QGridLayout()
        self.choices: dict[str, QRadioButton] = {}
        self.frames: dict[str, QLabel] = {}
        for column, (kind, title) in enumerate(_KINDS):
            choice, frame = QRadioButton(title), QLabel()
            frame.setFixedSize(theme.px(208), theme.px(132))
            frame.setAlignment(Qt.AlignmentFlag.AlignCenter)
            frame.setObjectName("sunken")
            frame.setWordWrap(True)
            grid.addWidget(choice, 0, column)
            grid.addWidget(frame, 1, column)
            self.choices[kind], self.frames[kind] = choice, frame
        self.choices["photo"].setChecked(True)
        self.body.addLayout(grid)
        self.from_file = button(_("From a file…"), "", "folder")
        self.from_file.clicked.connect(self._choose_file)
        self.remove = button(_("Remove…"), "quiet")
        self.remove.clicked.connect(self._remove)
        self.foot.insertWidget(0, self.from_file)
        self.foot.insertWidget(1, self.remove)

    def _scans(self) -> None:
        self.scan_title = label("", "muted", wrap=True)
        self.scans = QListWidget()
        self.scans.setViewMode(QListView.ViewMode.IconMode)
        self.scans.setIconSize(QSize(theme.px(120), theme.px(80)))
        self.scans.setMovement(QListView.Movement.Static)
        self.scans.setResizeMode(QListView.ResizeMode.Adjust)
        self.scans.setMaximumHeight(theme.px(150))
        self.scans.setAccessibleName(_("Scans that wait in the folder"))
        self.scans.itemActivated.connect(lambda _item: self.accept())
        self.body.addWidget(self.scan_title)
        self.body.addWidget(self.scans)

    # -- what is there ------------------------------------------------------------------------------------

    def refresh(self) -> None:
        self.bench.read(patient_images, self.patient_id, then=self._show)

    def _show(self, images: PatientImages) -> None:
        self.images = images
        for kind, stored in (
            ("photo", images.photo),
            ("card-front", images.front),
            ("card-back", images.back),
        ):
            self._show_one(kind, stored)
        card = images.coverage_id is not None
        for kind in ("card-front", "card-back"):
            self.choices[kind].setEnabled(card)
            if not card:
                self.frames[kind].setText(_("No insurance today"))

    def _show_one(self, kind: str, stored: StoredImage | None) -> None:
        frame = self.frames[kind]
        picture = shown(stored.content, frame.width() - 8, frame.height() - 8) if stored else None
        if picture is None or picture.isNull():
            frame.setText(_("The file is missing from the document store") if stored else _("Nothing yet"))
            return
        frame.setPixmap(picture)
        assert stored is not None
        frame.setToolTip(_("Filed {day}").format(day=f"{stored.taken_at:%m/%d/%Y}"))

    def _watched(self, folder: str) -> None:
        self.folder = folder
        if folder and Path(folder).is_dir():
            self.watch.addPath(folder)
        self._look()

    def _look(self) -> None:
        self.bench.tasks.render(newest, self.folder, theme.px(120), then=self._listed)

    def _listed(self, paths: tuple[Scan, ...]) -> None:
        self.scans.clear()
        for scan in paths:
            item = QListWidgetItem(QIcon(QPixmap.fromImage(scan.picture)), scan.at)
            item.setData(Qt.ItemDataRole.UserRole, str(scan.path))
            self.scans.addItem(item)
        self.scans.setVisible(bool(paths))
        if paths:
            self.scans.setCurrentRow(0)
        self.scan_title.setText(_scan_words(self.folder, len(paths)))
        self.yes_button.setEnabled(bool(paths))

    # -- filing -------------------------------------------------------------------------------------------

    @property
    def kind(self) -> str:
        return next(kind for kind, choice in self.choices.items() if choice.isChecked())

    def accept(self) -> None:
        item = self.scans.currentItem()
        if item is not None:
            self.file(Path(item.data(Qt.ItemDataRole.UserRole)), scan=True)

    def _choose_file(self) -> None:
        chooser = QFileDialog(self, _("Picture of the patient or the card"))
        chooser.setNameFilter(_("Pictures") + " (*.jpg *.jpeg *.png *.bmp *.tif *.tiff *.webp)")
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.fileSelected.connect(lambda path: self.file(Path(path)))
        chooser.open()

    def file(self, path: Path, *, scan: bool = False) -> None:
        """Made smaller on another thread, then kept; ``scan``: the file may be deleted afterwards."""
        kind = self.kind
        self.set_busy(True)
        self.bench.tasks.render(
            prepared, path, PHOTO_EDGE if kind == "photo" else CARD_EDGE,
            then=lambda content: self._keep(kind, content, path if scan else None), failed=self._failed,
        )  # fmt: skip

    def _keep(self, kind: str, content: bytes, scan: Path | None) -> None:
        coverage = self.images.coverage_id if self.images is not None and kind != "photo" else None
        self.bench.do(
            attach_image, self.patient_id, kind, content, coverage_id=coverage, panel=self, failed=self._failed,
            then=lambda _id: self._kept(scan),
        )  # fmt: skip

    def _failed(self, error: Exception) -> None:
        self.set_busy(False)
        self.bench.fail(error, self)

    def _kept(self, scan: Path | None) -> None:
        self.set_busy(False)
        self.refresh()
        if scan is None:
            self.notice(_("Filed in the encrypted record. The file itself still lies where it was."), "info")
        else:
            self.bench.ask(
                _("Delete the scan from the folder?"),
                _("It is filed in the encrypted record. In the scanner's folder anybody at this computer can see it."),
                _("Delete the file"), lambda: self._delete(scan), no=_("Keep it"),
            )  # fmt: skip

    def _delete(self, scan: Path) -> None:
        try:
            scan.unlink(missing_ok=True)
        except OSError:
            self.notice(_("The file could not be deleted. Delete it by hand."), "warn")
        self._look()

    def _remove(self) -> None:
        images, kind = self.images, self.kind
        stored = (
            {"photo": images.photo, "card-front": images.front, "card-back": images.back}[kind]
            if images
            else None
        )
        if stored is None:
            self.notice(_("There is nothing to remove here."), "info")
            return
        AskReason(
            self.bench, _("Remove this image?"), _("It stays in the record, marked as filed in error."),
            lambda reason: self.bench.do(remove_image, stored.attachment_id, reason, panel=self, then=lambda _n: self.refresh()),
            choices=(_("wrong patient"), _("cannot be read"), _("old card")), yes=_("Remove"), parent=self,
        ).open()  # fmt: skip


def _scan_folder(desk: Desk) -> Any:
    return practice_settings(desk)[settings.SCAN_FOLDER]


def _scan_words(folder: str, count: int) -> str:
    if not folder:
        return _(
            "Name the scanner's folder in the practice settings (Check-in), and new scans are offered here."
        )
    if not Path(folder).is_dir():
        return _("The scanner's folder is not there. Check the practice settings.")
    return (
        _("Scans that wait, the newest first:")
        if count
        else _("The scanner's folder is empty. A new scan appears here by itself.")
    )
