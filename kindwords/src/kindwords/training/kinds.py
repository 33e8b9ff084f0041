"""What a row of our own corpus says about every attribute, and where its silence must not be read as 'no'."""

from kindwords.attributes import COLUMNS, DISTRESS
from kindwords.attributes import Attribute as A
from kindwords.corpus import Kind, Row

# Kinds that are about something else and may carry more than their labels say.
_OPEN = frozenset(
    (
        "disguised",
        "targeted_profanity",
        "identity_religion",
        "identity_origin",
        "identity_gender",
        "identity_lgbt",
        "identity_disability",
        "identity_body_age",
        "dehumanising",
        "implicit_hate",
        "creator_attack",
        "humiliation",
        "self_harm_encouragement",
        "emoji_insult",
    )
)
_WARM_PLAIN = frozenset(
    (
        "teasing",
        "negated",
        "worry",
        "joke_threat",
        "identity_neutral",
        "quoting",
        "reclaimed",
        "fair_criticism",
    )
)
_NOT_SUBTLE = frozenset(
    (
        "threat",
        "blackmail",
        "targeted_profanity",
        "dehumanising",
        "self_harm_encouragement",
        "sexual_harassment",
        "looks",
        "ganging_up",
    )
)


def row_labels(row: Row, kind: Kind) -> dict[str, float]:
    known = {column: float(column in row.labels) for column in COLUMNS}
    known[DISTRESS] = float(kind.name == "worry")
    if "swear" in row.slots:
        known[A.PROFANITY] = 1.0
    for attribute in _unknown(row, kind):
        if known[attribute] == 0:
            del known[attribute]
    return known


def _unknown(row: Row, kind: Kind) -> set[str]:
    unknown: set[str] = set()
    if kind.side == "unkind":
        unknown |= {A.TOXICITY, A.SEVERE_TOXICITY, A.BULLYING}
        if kind.name not in _NOT_SUBTLE:
            unknown.add(A.MICROAGGRESSION)
        if kind.name in _OPEN:
            unknown.add(A.INSULT)
        if kind.name == "disguised":
            unknown |= {A.THREAT, A.IDENTITY_ATTACK, A.SELF_HARM_ENCOURAGEMENT, A.PROFANITY}
        if any(name.startswith("slur") for name in row.slots):
            unknown |= {A.PROFANITY, A.IDENTITY_ATTACK}
        if "insult_strong" in row.slots:
            unknown.add(A.PROFANITY)
    elif kind.name in _WARM_PLAIN:
        unknown.add(A.KINDNESS)
    return unknown
