"""What can go wrong with the record as a file, each in one sentence for the person at the desk."""

from __future__ import annotations

from ma_desktop.i18n import _


class RecordError(Exception):
    """``sentence`` says what happened and what to do; it names no patient."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NoSuchRecord(RecordError):
    def __init__(self) -> None:
        super().__init__(
            _("There is no record in this folder. Choose the folder that holds record.ma and record.keys.")
        )


class RecordExists(RecordError):
    def __init__(self) -> None:
        super().__init__(
            _("This folder already holds a record. Nothing was changed; choose an empty folder.")
        )


class WrongPassword(RecordError):
    def __init__(self) -> None:
        super().__init__(_("User name and password do not fit together. Nothing was opened."))


class TooManyTries(RecordError):
    """``seconds``: how long to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__(_("Too many wrong passwords. Wait {n} seconds and try again.").format(n=seconds))
        self.seconds = seconds


class KeyringMissing(RecordError):
    def __init__(self) -> None:
        super().__init__(
            _("This computer has no key store that the program trusts, so the password alone would protect the record. "
              "Unlock or install the system's key store, or choose to work without it (--without-keyring).")
        )  # fmt: skip


class KeyringEntryMissing(RecordError):
    def __init__(self) -> None:
        super().__init__(
            _("The key store of this computer no longer holds its half of the key (a new desktop or a reinstalled "
              "system does that). Your record is intact: open it with the recovery code from the printed sheet.")
        )  # fmt: skip


class RecoveryCodeWrong(RecordError):
    def __init__(self) -> None:
        super().__init__(
            _("This is not the recovery code of this record. Check it against the printed sheet.")
        )


class DamagedRecord(RecordError):
    def __init__(self, what: str = "") -> None:
        super().__init__(
            (_("The record is damaged ({what}).").format(what=what) if what else _("The record is damaged."))
            + " " + _("Nothing was changed. Restore the last good backup, and keep this folder for support.")
        )  # fmt: skip


class NewerRecord(RecordError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "This record was written by a newer version of MA Desktop. Install that version; nothing was changed."
            )
        )


class ReadOnlyFolder(RecordError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "The program may not write in this folder. Choose another folder or ask for the right to write there."
            )
        )


class DiskFull(RecordError):
    def __init__(self) -> None:
        super().__init__(
            _("The disk is full. Nothing of the last step was saved; free some space and do it again.")
        )


class DiskTrouble(RecordError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "The disk answered with an error. Nothing of the last step was saved and nothing older was lost. "
                "Check the drive and do it again; close and open the program if that does not help."
            )
        )


class RecordGone(RecordError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "The folder of the record is no longer there. Bring it back to its place, then open the program again; "
                "what was confirmed before is in it."
            )
        )


class RecordInUse(RecordError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "The record is open in another window or program on this computer. Use that one, or close it first."
            )
        )


class BundleNotThere(RecordError):
    def __init__(self) -> None:
        super().__init__(_("There is no backup of this name. Nothing was changed."))


class CloudOrNetworkFolder(RecordError):
    def __init__(self) -> None:
        super().__init__(
            _("This folder is on a network drive or is copied to a cloud service; a record there gets damaged. "
              "Choose a folder on this computer's own disk, and put backups on the other one.")
        )  # fmt: skip


class BackupNotGood(RecordError):
    def __init__(self, what: str) -> None:
        super().__init__(
            _(
                "The backup was made but did not pass its test ({what}). Do not rely on it; make another."
            ).format(what=what)
        )
