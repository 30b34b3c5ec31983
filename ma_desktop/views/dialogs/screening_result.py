"""The result of a licensed form or of a measured screening, with a scan of the paper."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QFormLayout, QHBoxLayout, QLineEdit, QWidget

from ma_desktop.domain.screenings import Kind, Tool
from ma_desktop.i18n import _
from ma_desktop.services.chart.attach_image import attach_image
from ma_desktop.services.visit.record_screening_result import record_screening_result
from ma_desktop.services.visit.screening_sheet import ScreeningSheet
from ma_desktop.views.active import Focus
from ma_desktop.views.dialogs.dialog import Dialog, words
from ma_desktop.views.dialogs.provider_needed import call_provider
from ma_desktop.views.images import CARD_EDGE, prepared
from ma_desktop.views.shell.drafts import FormDraft
from ma_desktop.views.widgets.labels import button, label
from ma_desktop.views.workbench import Workbench


class ScreeningResult(Dialog):
    """The scan is filed first, then the result that names it. Whatever the form's own red line is goes to the provider now."""

    HELP = "screenings"
    WIDTH = 560
    WHOSE = False

    def __init__(
        self, bench: Workbench, sheet: ScreeningSheet, tool: Tool, focus: Focus, parent: QWidget | None = None
    ) -> None:
        super().__init__(bench, f"{tool.title} · {sheet.patient}", parent=parent, scope=focus)
        self.setWindowTitle(tool.title)
        self.tool = tool
        self.scan: bytes | None = None
        self.filed: int | None = None
        owned = tool.kind is Kind.OWNED
        about = " · ".join(part for part in (tool.about, tool.cut, tool.owner and _("license: {owner}").format(owner=tool.owner)) if part)  # fmt: skip
        self.body.addWidget(words(about, "muted"))
        self.value = QLineEdit()
        self.value.setAccessibleName(_("Score") if owned else _("Result"))
        most = _("0–{most}").format(most=tool.most) if tool.most else tool.unit
        self.value.setPlaceholderText(most)
        self.meaning = QComboBox()
        for text, value in (
            (_("not said"), None),
            (_("within the cut"), False),
            (_("positive by the form"), True),
        ):
            self.meaning.addItem(text, value)
        self.meaning.setAccessibleName(_("By the form's cut"))
        self.proxy = QLineEdit()
        self.proxy.setAccessibleName(_("Answered by"))
        self.proxy.setPlaceholderText(_("name and relation, if not the patient"))
        form = QFormLayout()
        form.addRow(_("Score") if owned else _("Result"), self.value)
        form.addRow(_("By the form's cut"), self.meaning)
        form.addRow(_("Answered by"), self.proxy)
        form.setRowVisible(self.proxy, owned)
        self.body.addLayout(form)
        row = QHBoxLayout()
        self.add_scan = button(_("Add the scan…"), "", "document")
        self.add_scan.clicked.connect(self._choose)
        self.scanned = label("", "caption", wrap=True)
        row.addWidget(self.add_scan)
        row.addWidget(self.scanned, 1)
        self.body.addLayout(row)
        self.needed = QCheckBox(_("The provider is needed in the room now"))
        self.body.addWidget(self.needed)
        self._draft = FormDraft(bench, f"screening.{tool.key}", scope=focus, parent=self)
        for widget, name in ((self.value, f"{tool.key}.result"), (self.proxy, f"{tool.key}.proxy")):
            self.remember(widget, name)
        self.value.setFocus()

    def _choose(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Scan of the form"), "", _("Pictures (*.jpg *.jpeg *.png)")
        )
        if name:
            self.take(Path(name))

    def take(self, path: Path) -> None:
        """Read and made small away from the screen's thread."""
        self.bench.tasks.render(
            prepared,
            path,
            CARD_EDGE,
            then=lambda content: self._taken(path, content),
            failed=lambda error: self.bench.fail(error, self),
        )

    def _taken(self, path: Path, content: bytes) -> None:
        self.scan = content
        self.scanned.setText(_("{file} is filed with the result.").format(file=path.name))

    def accept(self) -> None:
        if self.scan is None:
            self._keep()
            return
        self.set_busy(True)
        self.bench.do(attach_image, self.scope.patient_id, "other", self.scan, then=self._filed, panel=self)

    def _filed(self, attachment: int) -> None:
        self.scan = None  # filed: another try does not file it twice
        self.filed = attachment
        self._keep()

    def _keep(self) -> None:
        proxy = self.proxy.text().strip()
        needed, window = self.needed.isChecked(), self.parentWidget()
        self.save(
            record_screening_result, self.scope.patient_id, self.tool.key, self.value.text(), positive=self.meaning.currentData(),
            encounter_id=self.scope.encounter_id, attachment_id=self.filed,
            source="proxy" if proxy else "paper", proxy=proxy,
            then=lambda _ident: call_provider(self.bench, self.scope, window) if needed and window is not None else None,
        )  # fmt: skip
