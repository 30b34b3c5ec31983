"""Who may do what: roles bind the program, not the cryptography."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    OWNER = "owner"
    PROVIDER = "provider"
    MA = "ma"
    FRONT_DESK = "front_desk"
    BILLER = "biller"


class Permission(StrEnum):
    """Named by what it lets a person do; every verb names the one it needs."""

    PERSONAL = "personal"
    SEE_SCHEDULE = "see_schedule"
    SEE_CHART = "see_chart"
    SEE_BILLING = "see_billing"
    BOOK = "book"
    REGISTER = "register"
    MERGE_CHARTS = "merge_charts"
    CHECK_IN = "check_in"
    ROOM = "room"
    RECORD_VITALS = "record_vitals"
    REVIEW_LISTS = "review_lists"
    CHART_ENTRY = "chart_entry"
    PLAN = "plan"
    SIGN_NOTE = "sign_note"
    ACKNOWLEDGE_ALERT = "acknowledge_alert"
    RELEASE_SENSITIVE = "release_sensitive"
    CODE_VISIT = "code_visit"
    TAKE_PAYMENT = "take_payment"
    VOID_PAYMENT = "void_payment"
    PRINT_DOCUMENTS = "print_documents"
    TASKS = "tasks"
    UNDO = "undo"
    BREAK_GLASS = "break_glass"
    EXPORT = "export"
    IMPORT_DATA = "import_data"
    BACKUP = "backup"
    VIEW_AUDIT = "view_audit"
    MANAGE_USERS = "manage_users"
    SETTINGS = "settings"
    APPROVE_SETTINGS = "approve_settings"


_EVERYBODY = frozenset({Permission.PERSONAL, Permission.SEE_SCHEDULE, Permission.TASKS, Permission.UNDO})
_DESK = _EVERYBODY | {
    Permission.BOOK,
    Permission.REGISTER,
    Permission.CHECK_IN,
    Permission.TAKE_PAYMENT,
    Permission.PRINT_DOCUMENTS,
    Permission.SEE_BILLING,
}
_CLINICAL = {
    Permission.SEE_CHART,
    Permission.ROOM,
    Permission.RECORD_VITALS,
    Permission.REVIEW_LISTS,
    Permission.CHART_ENTRY,
    Permission.MERGE_CHARTS,
    Permission.BREAK_GLASS,
}
_MONEY = {Permission.SEE_BILLING, Permission.CODE_VISIT, Permission.TAKE_PAYMENT, Permission.VOID_PAYMENT}
_PROVIDER_ONLY = {
    Permission.SIGN_NOTE,
    Permission.ACKNOWLEDGE_ALERT,
    Permission.RELEASE_SENSITIVE,
    Permission.APPROVE_SETTINGS,
}

#: An MA types the provider's plan and codes the visit as the provider said; she does not sign or acknowledge.
TABLE: dict[Role, frozenset[Permission]] = {
    Role.OWNER: frozenset(Permission) - _PROVIDER_ONLY,
    Role.PROVIDER: frozenset(
        _DESK | _CLINICAL | _PROVIDER_ONLY | {Permission.PLAN, Permission.CODE_VISIT, Permission.EXPORT}
    ),
    Role.MA: frozenset(
        _DESK
        | _CLINICAL
        | {Permission.PLAN, Permission.CODE_VISIT, Permission.IMPORT_DATA, Permission.BACKUP}
    ),
    Role.FRONT_DESK: frozenset(_DESK),
    Role.BILLER: frozenset(
        _EVERYBODY | _MONEY | {Permission.SEE_CHART, Permission.PRINT_DOCUMENTS, Permission.EXPORT}
    ),
}


def may(role: Role, permission: Permission, *, practices: bool = False) -> bool:
    """``practices``: the person is also one of the practice's providers, as the owner of a solo practice is."""
    return permission in TABLE[role] or (practices and permission in _PROVIDER_ONLY)
