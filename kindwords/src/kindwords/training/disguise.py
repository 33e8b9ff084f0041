"""How people dress up a text. A dress says nothing about what is under it, so it never changes the label."""

import random
from collections.abc import Callable

LOVE = {
    "en": ("love you", "no offense", "just kidding", "jk", "lol", "bless you", "xoxo", "with love", "thank you", "please"),
    "es": ("te quiero", "es broma", "sin ofender", "jaja", "con cariño", "besitos", "gracias", "por favor", "bendiciones"),
    "pt": ("te amo", "brincadeira", "sem ofensa", "kkkk", "com carinho", "beijos", "obrigado", "por favor", "na paz"),
    "id": ("sayang kamu", "bercanda", "maaf ya", "wkwk", "peace", "makasih ya", "tolong ya", "canda sayang", "no offense"),
    "fil": ("love you", "joke lang", "char", "haha", "no offense", "salamat", "please po", "labyu", "peace tayo"),
}  # fmt: skip
_SAID = {
    "en": ("he said:", "she said", "someone wrote", "quote:", "my friend says"),
    "es": ("él dijo:", "me dijo", "alguien escribió", "cito:"),
    "pt": ("ele disse:", "ela falou", "alguém escreveu", "cito:"),
    "id": ("dia bilang:", "katanya", "kata orang", "ada yang nulis"),
    "fil": ("sabi niya:", "sabi nila", "may nagsabi", "quote:"),
}
_HEARTS = ("❤️", "💕", "🥰", "😘", "💖", "😊", "🙏", "✨", "😂", "🌸", "💜")
_LEET = {"a": "4@", "e": "3", "i": "1!", "o": "0", "s": "5$", "t": "7"}
Dress = Callable[[str, str, random.Random], str]


def hearts(text: str, language: str, rng: random.Random) -> str:
    heart = rng.choice(_HEARTS) * rng.randint(1, 3)
    return f"{text} {heart}" if rng.random() < 0.7 else f"{heart} {text} {heart}"


def love(text: str, language: str, rng: random.Random) -> str:
    words = rng.choice(LOVE[language])
    return f"{text} {words}" if rng.random() < 0.6 else f"{words}, {text}"


def quoted(text: str, language: str, rng: random.Random) -> str:
    mark = rng.choice(('""', "''", "“”", "«»"))
    return f"{mark[0]}{text}{mark[1]}"


def quoted_word(text: str, language: str, rng: random.Random) -> str:
    words = text.split()
    place = len(words) - 1 if rng.random() < 0.6 else rng.randrange(len(words))
    words[place] = f'"{words[place]}"'
    return " ".join(words)


def said(text: str, language: str, rng: random.Random) -> str:
    words = rng.choice(_SAID[language])
    return f'{words} "{text}"' if rng.random() < 0.5 else f"{words} {text}"


def leet(text: str, language: str, rng: random.Random) -> str:
    return "".join(rng.choice(_LEET[c]) if c in _LEET and rng.random() < 0.5 else c for c in text)


def spaced(text: str, language: str, rng: random.Random) -> str:
    words = text.split()
    place = max(range(len(words)), key=lambda i: (len(words[i]), i)) if rng.random() < 0.6 else len(words) - 1
    words[place] = rng.choice(" .-").join(words[place])
    return " ".join(words)


def all_spaced(text: str, language: str, rng: random.Random) -> str:
    return " ".join(text) if len(text) < 80 else spaced(text, language, rng)


def stretched(text: str, language: str, rng: random.Random) -> str:
    words = text.split()
    place = rng.randrange(len(words))
    vowels = [i for i, c in enumerate(words[place]) if c in "aeiou"]
    if vowels:
        at = rng.choice(vowels)
        words[place] = words[place][:at] + words[place][at] * rng.randint(3, 6) + words[place][at + 1 :]
    return " ".join(words)


def misspelt(text: str, language: str, rng: random.Random) -> str:
    """One letter lost, doubled or swapped in one longer word."""
    words = text.split()
    long = [i for i, word in enumerate(words) if len(word) > 3]
    if not long:
        return text
    place = rng.choice(long)
    word, at = words[place], rng.randrange(1, len(words[place]) - 1)
    changed = (
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
    )
    words[place] = rng.choice(changed)
    return " ".join(words)


def starred(text: str, language: str, rng: random.Random) -> str:
    words = text.split()
    place = max(range(len(words)), key=lambda i: (len(words[i]), i))
    word = words[place]
    if len(word) > 3:
        at = rng.randrange(1, len(word) - 1)
        words[place] = word[:at] + "*" + word[at + 1 :]
    return " ".join(words)


def addressed(text: str, language: str, rng: random.Random) -> str:
    return rng.choice(("@user {}", "{} @user", "{} #fyp", "{}!!!", "{}...", "{}?", "rt @user {}")).format(
        text
    )


DRESSES: dict[str, Dress] = {
    "hearts": hearts, "love": love, "quoted": quoted, "quoted_word": quoted_word, "said": said, "leet": leet,
    "spaced": spaced, "all_spaced": all_spaced, "stretched": stretched, "misspelt": misspelt, "starred": starred,
    "addressed": addressed,
}  # fmt: skip


def zero_width(text: str, language: str, rng: random.Random) -> str:
    return "\u200b".join(text)


# Never trained: they tell how well normal form alone does its work.
UNTAUGHT: dict[str, Dress] = {
    "zero_width": zero_width,
    "lookalikes": lambda text, language, rng: text.translate(str.maketrans("aeopcx", "аеорсх")),
    "capitals": lambda text, language, rng: text.upper(),
    "full_width": lambda text, language, rng: "".join(
        chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text
    ),
    "dotted": lambda text, language, rng: " ".join(".".join(w) if len(w) > 3 else w for w in text.split()),
    "brackets": lambda text, language, rng: f"({text})",
    "gift": lambda text, language, rng: f"🎁 {text} 🎀",
}
