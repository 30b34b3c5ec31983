"""Who may do what, as scope of practice and the desk's work divide it."""

from __future__ import annotations

from ma_desktop.domain.permissions import TABLE, Permission, Role, may


def test_every_role_has_a_row_and_every_permission_an_owner() -> None:
    assert set(TABLE) == set(Role)
    assert frozenset().union(*TABLE.values()) == set(Permission)


def test_an_ma_rooms_measures_collects_and_prints_but_does_not_sign() -> None:
    for permission in (
        "book",
        "check_in",
        "room",
        "record_vitals",
        "review_lists",
        "take_payment",
        "print_documents",
    ):
        assert may(Role.MA, Permission(permission))
    for permission in ("sign_note", "acknowledge_alert", "release_sensitive", "manage_users", "void_payment"):
        assert not may(Role.MA, Permission(permission))


def test_front_desk_sees_no_chart() -> None:
    for permission in ("see_chart", "record_vitals", "chart_entry", "plan", "break_glass", "export"):
        assert not may(Role.FRONT_DESK, Permission(permission))
    assert may(Role.FRONT_DESK, Permission.CHECK_IN)


def test_only_a_provider_signs_and_acknowledges() -> None:
    for permission in (Permission.SIGN_NOTE, Permission.ACKNOWLEDGE_ALERT, Permission.RELEASE_SENSITIVE):
        assert [role for role in Role if may(role, permission)] == [Role.PROVIDER]


def test_only_the_owner_manages_users_settings_and_reads_the_log() -> None:
    for permission in (Permission.MANAGE_USERS, Permission.SETTINGS, Permission.VIEW_AUDIT):
        assert [role for role in Role if may(role, permission)] == [Role.OWNER]


def test_a_biller_does_not_measure() -> None:
    assert not may(Role.BILLER, Permission.RECORD_VITALS)
    assert may(Role.BILLER, Permission.VOID_PAYMENT)
