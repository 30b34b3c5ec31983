"""Colors by meaning, in one table; every screen takes its colors from here."""

from __future__ import annotations

from dataclasses import dataclass, fields

TONES = ("accent", "danger", "warn", "ok", "info", "violet")


@dataclass(frozen=True, slots=True)
class Tokens:
    """``app`` desk behind the cards, ``panel`` cards and bars, ``sunken`` inputs, ``line`` hairlines.

    A tone's plain color is for text and icons, ``…_weak`` for the surface behind it.
    """

    app: str
    panel: str
    sunken: str
    line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_weak: str
    danger: str
    danger_weak: str
    warn: str
    warn_weak: str
    ok: str
    ok_weak: str
    info: str
    info_weak: str
    violet: str
    violet_weak: str
    focus: str
    line_width: int = 1
    dark: bool = False

    def strong(self, tone: str) -> str:
        """The color of text in ``tone``; ``text`` and ``muted`` are tones too."""
        return str(getattr(self, tone))

    def weak(self, tone: str) -> str:
        """The surface behind text in ``tone``."""
        return self.sunken if tone in {"text", "muted"} else str(getattr(self, f"{tone}_weak"))


LIGHT = Tokens(
    app="#EEF1F4", panel="#FFFFFF", sunken="#F5F7F9", line="#DCE2E8", text="#15202B", muted="#566472",
    accent="#0B6B72", on_accent="#FFFFFF", accent_weak="#E0F1F1", danger="#B3261E", danger_weak="#FCEBE9",
    warn="#855300", warn_weak="#FFF2D4", ok="#1C6B3B", ok_weak="#E4F4E9", info="#1D5BA6", info_weak="#E5EFFB",
    violet="#6A3FA0", violet_weak="#F0E9FA", focus="#2F7DD1",
)  # fmt: skip
DARK = Tokens(
    app="#0F1418", panel="#182027", sunken="#131A20", line="#2D3944", text="#E9EEF2", muted="#A2B0BC",
    accent="#53C5C9", on_accent="#06282A", accent_weak="#143538", danger="#FF9D94", danger_weak="#3B1B19",
    warn="#F2C063", warn_weak="#382A0E", ok="#7FD39A", ok_weak="#15301F", info="#8FBEF5", info_weak="#16293F",
    violet="#C7A9F2", violet_weak="#2A1F3B", focus="#6FB1F5", dark=True,
)  # fmt: skip
CONTRAST = Tokens(
    app="#000000", panel="#000000", sunken="#000000", line="#FFFFFF", text="#FFFFFF", muted="#FFFFFF",
    accent="#FFE100", on_accent="#000000", accent_weak="#000000", danger="#FFB3AD", danger_weak="#000000",
    warn="#FFE100", warn_weak="#000000", ok="#A6FFB8", ok_weak="#000000", info="#A9D4FF", info_weak="#000000",
    violet="#E3CCFF", violet_weak="#000000", focus="#FFE100", line_width=2, dark=True,
)  # fmt: skip

THEMES: dict[str, Tokens] = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}


def pairings() -> list[tuple[str, str, float]]:
    """Every pairing that the screens use: foreground, background, the contrast it must reach (WCAG 2.2)."""
    text = [(ink, ground, 4.5) for ink in ("text", "muted") for ground in ("panel", "sunken", "app")]
    toned = [(tone, ground, 4.5) for tone in TONES for ground in ("panel", "sunken", f"{tone}_weak")]
    body = [("text", f"{tone}_weak", 4.5) for tone in TONES] + [
        ("muted", f"{tone}_weak", 4.5) for tone in TONES
    ]
    return [*text, *toned, *body, ("on_accent", "accent", 4.5),
            *(("focus", ground, 3.0) for ground in ("panel", "sunken", "app"))]  # fmt: skip


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two ``#RRGGBB`` colors, 1 to 21, as WCAG 2.2 defines it."""
    high, low = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def color_names() -> tuple[str, ...]:
    return tuple(field.name for field in fields(Tokens) if field.name not in {"line_width", "dark"})
