"""One character at a time: lower case, no marks, look-alikes as what they imitate, invisible ones gone."""

import unicodedata

# Letters of other scripts and symbols that are drawn like a Latin letter. Compatibility forms (full width,
# circled, mathematical) need no entry: Unicode decomposes them.
_LOOKALIKES = {
    "а": "a", "в": "b", "с": "c", "ԁ": "d", "е": "e", "ѐ": "e", "ё": "e", "һ": "h", "н": "h", "і": "i", "ї": "i",
    "ј": "j", "к": "k", "ӏ": "l", "м": "m", "п": "n", "о": "o", "р": "p", "ԛ": "q", "г": "r", "ѕ": "s", "т": "t",
    "и": "u", "у": "y", "ѵ": "v", "ԝ": "w", "ш": "w", "х": "x", "α": "a", "β": "b", "ϲ": "c", "δ": "d", "ε": "e",
    "η": "n", "ι": "i", "κ": "k", "μ": "u", "ν": "v", "ο": "o", "ρ": "p", "σ": "o", "τ": "t", "υ": "u", "χ": "x",
    "ω": "w", "γ": "y", "ɑ": "a", "ɡ": "g", "ı": "i", "ɩ": "i", "ʟ": "l", "ɴ": "n", "ʀ": "r", "ꜱ": "s", "ᴀ": "a",
    "ʙ": "b", "ᴄ": "c", "ᴅ": "d", "ᴇ": "e", "ꜰ": "f", "ɢ": "g", "ʜ": "h", "ɪ": "i", "ᴊ": "j", "ᴋ": "k", "ᴍ": "m",
    "ᴏ": "o", "ᴘ": "p", "ᴛ": "t", "ᴜ": "u", "ᴠ": "v", "ᴡ": "w", "ʏ": "y", "ᴢ": "z", "ø": "o", "ł": "l", "đ": "d",
    "ħ": "h", "ŧ": "t", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "‘": "'", "’": "'", "ʼ": "'",
    "´": "'", "`": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‐": "-", "‑": "-", "–": "-", "—": "-",
    "€": "e", "£": "l", "¡": "!", "¿": "?", "…": "...",
}  # fmt: skip
_LETTER_BLOCKS = (0x1F130, 0x1F150, 0x1F170, 0x1F1E6)  # squared, circled, negative, regional A to Z
_MARKS = frozenset({"Mn", "Me", "Mc", "Cf", "Cc", "Cs", "Co", "Cn"})
_LONGEST_EXPANSION = 4  # one Arabic ligature decomposes into eighteen characters
_SKIN_TONES = range(0x1F3FB, 0x1F400)

_cache: dict[str, str] = {}


def fold(character: str) -> str:
    """The plain form of one character: usually one, '' for what nobody sees."""
    try:
        return _cache[character]
    except KeyError:
        folded = _fold(character)
        if len(_cache) < 20_000:
            _cache[character] = folded
        return folded


def _fold(character: str) -> str:
    code = ord(character)
    for start in _LETTER_BLOCKS:
        if start <= code < start + 26:
            return chr(ord("a") + code - start)
    if code in _SKIN_TONES:
        return ""
    if character.isspace():
        return " "
    lowered = character.lower()
    if lowered in _LOOKALIKES:
        return _LOOKALIKES[lowered]
    plain = (_plain(c) for c in unicodedata.normalize("NFKD", lowered).lower())
    return "".join(plain)[:_LONGEST_EXPANSION]


def _plain(character: str) -> str:
    if character.isspace():
        return " "
    if character in _LOOKALIKES:
        return _LOOKALIKES[character]
    return "" if unicodedata.category(character) in _MARKS else character
