"""Titles that attack whoever prints them. The same number of the same seed is the same title for ever."""

# ruff: noqa: E501  # attacks stand on lines of their own length

from __future__ import annotations

from random import Random

FORGED = "newsarc: all is well"
"""stands behind whatever might begin a line of its own"""
BREAKS = ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029", "\n\n", "\t"]
ATTACKS = [
    "\x1b[31m", "\x1b]0;t\x07", "\x1b]8;;http://evil.example\x1b\\x\x1b]8;;\x1b\\", "\x1b]52;c;aGk=\x07", "\x1b[2J\x1b[H", "\x1b[6n", "\x1bP+q\x1b\\",
    "\x9b31m", "\x9d0;t\x9c", "\x90q\x9c", "\x07", "\x08\x08", "\x00", "\x7f", "\x1a", "\x04", "\x80", "\x84",
    "\u202e", "\u202a", "\u2066", "\u2067", "\u2068", "\u2069", "\u202c", "\u200e", "\u200f", "\u061c",
    "\u200b", "\u200c", "\u200d", "\u2060", "\u2061", "\ufeff", "\u00ad", "\u034f", "\u180e", "\u3164", "\uffa0", "\u115f", "\u17b4",
    "\U000e0041\U000e007f", "\U000e0100", "\ufe0f", "\ufff9a\ufffab\ufffb", "\U00013430", "\U0001d173", "\U0001bca0",
    "[red]", "[/red]", "[b]", "[/]", "[link=http://evil.example]", "[bold", ":warning:", "[@click=app.bell]", "\\[red]",
    "a" + "\u0301" * 300, "ก" + "\u0e47" * 200, "ש" + "\u05b0" * 99, "\u20dd" * 50, "क" + "\u094d" * 40,
    "\ud800", "\udcff", "\udfff\ud800", "{", "}", "{0}", "%s%n", "$(id)", "`id`", "'", '"', "\\", "&", "<script>", "</title>", "--", "]]>", "\x1b",
    "=1+1", "+1", "-1", "@SUM(1)", "\t=1", "＝1", "|", "~", "^", "#", "_", "../../etc/passwd", "/", "CON", "nul.", ". ", "..", "?*:<>",
    "廃校になった学校", "한국어 기사", "ประชุมสภา", "שלום עולם", "مرحبا بالعالم", "می\u200cخواهم", "👩\u200d🚀", "🏴\U000e0067\U000e0062\U000e007f", "👨\u200d👩\u200d👧\u200d👦",
    "Ｆｕｌｌ", "é", "e\u0301", "ﷺ", "𒐫", "﷽", "ǅ", "ß", "İ", "\ue000", "\ufffe", "\U0010ffff", "\U000f0000",
]  # fmt: skip
_WORDS = ["Harbour", "ferry", "runs", "again", "from", "Monday", "the", "El", "Niño", "Zürich"]


def title(seed: int, number: int) -> str:
    """Return title *number*."""
    chance = Random(f"{seed}/{number}")  # noqa: S311  # repeatable, no secret
    parts: list[str] = []
    for _ in range(chance.choice((1, 2, 4, 8))):
        match chance.randrange(6):
            case 0 | 1 | 2:
                parts.append(chance.choice(ATTACKS))
            case 3:
                parts.append(chance.choice(BREAKS) + FORGED)
            case 4:
                parts.append("".join(chr(_code(chance)) for _ in range(chance.choice((1, 5, 20)))))
            case _:
                parts.append(" ".join(chance.choices(_WORDS, k=3)))
        if chance.random() < 0.5:
            parts.append(chance.choice((" ", " x ", chance.choice(_WORDS))))
    made = "".join(parts)
    if made.strip("".join(BREAKS)).startswith(FORGED):
        made = "T" + made  # whatever begins with it says it itself
    if chance.random() < 0.002:
        made *= 10_000 // len(made) + 1
    return made


def _code(chance: Random) -> int:
    """Return a code point: of the basic plane mostly, a surrogate now and then."""
    most = chance.choice((0x300, 0x3000, 0x10000, 0x110000))
    return chance.randrange(most)
