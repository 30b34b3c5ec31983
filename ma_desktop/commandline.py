"""The command line: for schedulers and support. One JSON object with ``--json``, one clear sentence on failure."""

from __future__ import annotations

import argparse
import json
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn, TextIO

from ma_desktop import __version__
from ma_desktop.i18n import _
from ma_desktop.opened import Opened, Refusal, folder_of, password_of
from ma_desktop.services.practice.import_kinds import import_kinds

#: Fewer patients do not fill a day of sixty appointments.
SMALLEST_BENCH = 100
_SHOWN_REFUSALS = 20
#: What ``print`` makes: pages about a patient, and pages about everybody of a day.
_ABOUT_PATIENTS = (
    "after-visit-summary", "superbill", "receipt", "routing-slip", "growth-chart", "trends", "appointment-card", "patient-labels",
)  # fmt: skip
_FORM = "screening-form"
_ABOUT_DAYS = ("day-schedule", "huddle", "huddle-addendum", "cycle-times")


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line instead of the whole usage."""

    def error(self, message: str) -> NoReturn:
        raise Refusal(_("{problem}. See {program} --help.").format(problem=message, program=self.prog))


def run(arguments: Sequence[str]) -> int:
    """Answers the exit status: 0 done, 1 refused or not good, 2 not understood, 3 an error of the program."""
    as_json = "--json" in arguments
    try:
        options = _parser().parse_args(list(arguments))
    except Refusal as error:
        return _failed(str(error), 2, as_json=as_json)
    try:
        answer = options.run(options)
        if isinstance(answer, int):
            return answer
        text, content, good = answer
        _say(json.dumps(content, default=str) if options.json else text, sys.stdout)
    except Exception as error:  # noqa: BLE001 - a person at a terminal gets a sentence, whatever it was
        return _failed(*_sentence_of(error), as_json=as_json)
    except KeyboardInterrupt:
        return _failed(_("Stopped. What was confirmed before is in the record."), 130, as_json=as_json)
    return 0 if good else 1


def _sentence_of(error: Exception) -> tuple[str, int]:
    """The sentence and the exit status; an error of the program is told without any value of the record."""
    from ma_desktop.services.plain_words import plain_words

    if isinstance(error, Refusal):
        return str(error), 1
    if (sentence := plain_words(error)) is not None:
        return sentence, 1
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f for f in frames if "ma_desktop" in f.filename] or frames
    place = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else ""
    return (
        _(
            "The program broke off ({kind} at {place}). Nothing of this step was saved; please report it."
        ).format(kind=type(error).__name__, place=place),
        3,
    )


def _failed(sentence: str, status: int, *, as_json: bool) -> int:
    if as_json:
        _say(json.dumps({"ok": False, "error": sentence}), sys.stdout)
    _say(sentence, sys.stderr)
    return status


def _say(text: str, stream: TextIO) -> None:
    """Whatever the terminal can show of it; nobody reading any more is no error."""
    try:
        stream.write(
            text.encode(stream.encoding or "utf-8", "backslashreplace").decode(stream.encoding or "utf-8")
            + "\n"
        )
        stream.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="ma-desktop", description=_("The medical assistant's desk."))
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument(
        "--demo", action="store_true", help=_("open a throw-away practice with invented patients")
    )
    _common(parser)
    parser.set_defaults(run=_open)
    commands = parser.add_subparsers(metavar="COMMAND")
    _command(commands, "init", _init, _("create a record; prints the recovery code once"))
    imported = _command(commands, "import", _import, _("take data in"))
    imported.add_argument("kind", choices=[kind.name for kind in import_kinds()])
    imported.add_argument("path", type=Path)
    printed = _command(commands, "print", _print, _("make a page"))
    printed.add_argument("document", choices=(*_ABOUT_PATIENTS, _FORM, *_ABOUT_DAYS))
    printed.add_argument("--patient", help=_("record number; for a page about a patient"))
    printed.add_argument("--encounter", default="last")
    printed.add_argument(
        "--code",
        action="append",
        default=[],
        metavar="LOINC",
        help=_("for trends: what to draw, up to three times"),
    )
    printed.add_argument("--date", help=_("YYYY-MM-DD, today without it; for a page about a day"))
    printed.add_argument("--size", choices=("letter", "a4"), default="letter")
    printed.add_argument("--large-print", action="store_true")
    printed.add_argument(
        "--tool", default="phq-9", help=_("phq-2, phq-9, gad-7, audit-c, falls, stay-independent")
    )
    printed.add_argument(
        "--language", choices=("en", "es"), default="", help=_("of the form; the patient's without it")
    )
    printed.add_argument("--out", type=Path, required=True)
    exported = _command(commands, "export", _export, _("write data out"))
    exported.add_argument("kind", choices=("ics",))
    exported.add_argument("dest", type=Path)
    exported.add_argument("--date", type=_day, help=_("first day, as 2026-11-23; today if left out"))
    exported.add_argument("--days", type=int, default=1)
    _command(commands, "backup", _backup, _("write a proved backup")).add_argument("dest", type=Path)
    _command(commands, "restore", _restore, _("unpack a backup into --record")).add_argument(
        "source", type=Path
    )
    _command(commands, "verify", _verify, _("is the record whole?"))
    bench = _command(commands, "bench", _bench, _("measure the speed on an invented practice"))
    bench.add_argument("--size", type=int, default=10_000, help=_("patients: 1000, 10000, 100000"))
    bench.add_argument(
        "--kept", type=Path, help=_("folder in which invented practices wait for the next run")
    )
    bench.add_argument("--quick", action="store_true", help=_("few repetitions: shows that it runs"))
    return parser


def _command(commands: Any, name: str, run_: Callable[[Any], Any], help_: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=help_)
    _common(parser, again=True)
    parser.set_defaults(run=run_)
    return parser


def _common(parser: argparse.ArgumentParser, *, again: bool = False) -> None:
    """Options may stand before or after the command."""
    missing: Any = argparse.SUPPRESS if again else None
    parser.add_argument("--record", type=Path, default=missing, help=_("folder of the record"))
    parser.add_argument("--user", default=missing, help=_("log-in name"))
    parser.add_argument(
        "--password-stdin", action="store_true", default=argparse.SUPPRESS if again else False
    )
    parser.add_argument(
        "--without-keyring", action="store_true", default=argparse.SUPPRESS if again else False
    )
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS if again else False)


# -- commands ---------------------------------------------------------------------------------------------


def _open(options: Any) -> int:
    from ma_desktop import app

    return app.run_demo() if options.demo else app.run_practice(folder_of(options))


def _init(options: Any) -> tuple[str, dict[str, Any], bool]:
    from ma_desktop.app import local_time
    from ma_desktop.domain import passwords
    from ma_desktop.services.practice.log_in import log_in
    from ma_desktop.services.practice.set_up_practice import NewPractice, set_up_practice
    from ma_desktop.storage.keyring_store import SystemKeyring
    from ma_desktop.storage.record import create

    if not (options.user or "").strip():
        raise Refusal(_("Name the owner's log-in with --user."))
    password = password_of(options, new=True)
    passwords.check(password, not_in=(options.user,))
    store = None if options.without_keyring else SystemKeyring()
    record, code = create(folder_of(options), login=options.user, password=password, store=store)
    try:
        set_up_practice(log_in(record, options.user, local_time), NewPractice(user_name=options.user))
    finally:
        record.close()
    content = {"record": str(folder_of(options)), "user": options.user, "recovery_code": code}
    return _("Record made. Recovery code, shown only now: {code}").format(code=code), content, True


def _import(options: Any) -> tuple[str, dict[str, Any], bool]:
    if not options.path.exists():
        raise Refusal(_("There is no file or folder of this name to import."))
    verb = next(kind for kind in import_kinds() if kind.name == options.kind).load()
    with Opened(options) as desk:
        report = verb(desk, options.path)
    content = {**report, "taken": dict.fromkeys(report.get("present", ()), 0) | report["taken"]}
    return _import_in_words(report), content, True


def _import_in_words(report: dict[str, Any]) -> str:
    """What a person at the terminal reads; ``--json`` has every refusal."""
    lines = [f"{name}: {count:,}" for name, count in sorted(report["taken"].items())] or [_("Nothing new.")]
    if present := sum(report.get("present", {}).values()):
        lines.append(_("Already there: {n}").format(n=f"{present:,}"))
    lines += [f"{line['source']}: {line['reason']}" for line in report.get("unread", ())]
    refused = report["refused"]
    lines += [f"{r['source']} {r['row']}: {r['reason']}" for r in refused[:_SHOWN_REFUSALS]]
    if len(refused) > _SHOWN_REFUSALS:
        lines.append(_("… {n} rows refused in all; --json names each.").format(n=f"{len(refused):,}"))
    return "\n".join(lines)


def _print(options: Any) -> tuple[str, dict[str, Any], bool]:
    from hashlib import sha256

    from ma_desktop.services.visit.note_document import note_document
    from ma_desktop.services.visit.write_page import write_page

    day = _asked_day(options)
    with Opened(options) as desk:
        page = _page(desk, options, day)
        pdf = page.render()
        digest = sha256(pdf).hexdigest()
        write_page(desk, options.out, pdf)
        try:
            note_document(
                desk, kind=page.kind, digest=digest, patient_id=page.patient_id, encounter_id=page.encounter_id,
                how="saved", number=page.number, recipient="patient" if page.patient_id else "staff",
            )  # fmt: skip
        except BaseException:
            options.out.unlink()  # no page leaves the record without its line in the log
            raise
    content = {
        "document": options.document, "file": str(options.out), "bytes": len(pdf), "sha256": digest,
        "withheld": page.withheld,
    }  # fmt: skip
    return _("Written."), content, True


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(_("a day is written as 2026-11-23")) from error


def _export(options: Any) -> tuple[str, dict[str, Any], bool]:
    from ma_desktop.services.schedule.export_calendar import export_calendar

    with Opened(options) as desk:
        day = options.date or desk.now().date()
        files = export_calendar(desk, options.dest, day, days=options.days)
    return _("Written."), {"files": [str(file) for file in files], "refused": []}, True


def _page(desk: Any, options: Any, day: date | None) -> Any:
    from ma_desktop.services.practice.patient_by_number import patient_by_number
    from ma_desktop.services.practice.visit_by_number import visit_by_number
    from ma_desktop.services.visit.printable_page import (
        last_payment,
        printable_day,
        printable_form,
        printable_growth,
        printable_page,
        printable_trends,
    )

    if options.document in _ABOUT_DAYS:
        return printable_day(desk, options.document, day or desk.now().date(), size=options.size)
    patient = patient_by_number(desk, options.patient)
    if options.document == "growth-chart":
        return printable_growth(desk, patient, size=options.size)
    if options.document == "trends":
        return printable_trends(desk, patient, options.code, size=options.size)
    if options.document == _FORM:
        return printable_form(
            desk, patient, options.tool, options.language, size=options.size, large_print=options.large_print
        )
    row = visit_by_number(desk, patient, options.encounter)
    if options.document == "receipt":
        row = last_payment(desk, row)
    return printable_page(desk, options.document, row, size=options.size, large_print=options.large_print)


def _asked_day(options: Any) -> date | None:
    """Before the password is asked for: a wrong call is refused at once."""
    if options.document not in _ABOUT_DAYS:
        if not options.patient:
            raise Refusal(_("Name the patient with --patient."))
        return None
    try:
        return date.fromisoformat(options.date) if options.date else None
    except ValueError as error:
        raise Refusal(_("Give the day as YYYY-MM-DD, such as 2026-11-23.")) from error


def _backup(options: Any) -> tuple[str, dict[str, Any], bool]:
    from ma_desktop.services.practice.back_up import back_up

    with Opened(options) as desk:
        report = back_up(desk, options.dest)
    content = {
        "file": str(report.file),
        "bytes": report.bytes,
        "counts": report.counts,
        "audit": {"rows": report.audit_rows, "ok": True},
    }
    return _("Backup written, restored to a scratch place and checked."), content, True


def _restore(options: Any) -> tuple[str, dict[str, Any], bool]:
    from ma_desktop.storage.backup import restore

    manifest = restore(options.source, folder_of(options))
    content = {
        "record": str(folder_of(options)), "made": manifest["made"], "counts": manifest["counts"],
        "documents_missing": manifest["documents_missing"],
    }  # fmt: skip
    return (
        _("Restored. Open it with your password, or with the recovery code on another computer."),
        content,
        True,
    )


def _verify(options: Any) -> tuple[str, dict[str, Any], bool]:
    from ma_desktop.services.practice.verify_record import verify_record

    with Opened(options, log=False) as desk:
        report = verify_record(desk)
    good = bool(report["ok"])
    return (
        (_("The record is whole.") if good else _("The record is damaged. Restore the last good backup.")),
        report,
        good,
    )


def _bench(options: Any) -> tuple[str, dict[str, Any], bool]:
    """Needs no record and no display; the benchmarks stand beside the package in the source tree."""
    tree = Path(__file__).resolve().parents[1]
    if not (tree / "benchmarks" / "suite.py").is_file():
        raise Refusal(_("The benchmarks come with the source tree only. Run this from there."))
    if options.size < SMALLEST_BENCH:
        raise Refusal(_("Choose a size of at least {n} patients.").format(n=SMALLEST_BENCH))
    sys.path.insert(0, str(tree))
    try:
        from benchmarks import suite

        rows = suite.run(options.size, kept=options.kept, quick=options.quick, tell=_tell)
    except suite.BenchFailed as error:  # its practice is invented: every word may be told
        raise Refusal(str(error)) from error
    finally:
        sys.path.remove(str(tree))
    return suite.table(rows), suite.report(options.size, rows), True


def _tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
