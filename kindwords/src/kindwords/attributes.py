"""What a reading scores. Perspective's names carry Perspective's meaning; the rest are ours."""

from enum import StrEnum


class Attribute(StrEnum):
    TOXICITY = "TOXICITY"
    SEVERE_TOXICITY = "SEVERE_TOXICITY"
    IDENTITY_ATTACK = "IDENTITY_ATTACK"
    INSULT = "INSULT"
    PROFANITY = "PROFANITY"
    THREAT = "THREAT"
    SEXUALLY_EXPLICIT = "SEXUALLY_EXPLICIT"
    BULLYING = "BULLYING"
    MICROAGGRESSION = "MICROAGGRESSION"
    SELF_HARM_ENCOURAGEMENT = "SELF_HARM_ENCOURAGEMENT"
    KINDNESS = "KINDNESS"


ATTRIBUTES: tuple[Attribute, ...] = tuple(Attribute)

# Profanity alone hurts nobody: it is an attribute, but not a harm.
HARMS: tuple[Attribute, ...] = tuple(
    a for a in Attribute if a not in (Attribute.KINDNESS, Attribute.PROFANITY)
)

# A person who may be in pain or danger. Never a judgement on the text: it only leads to an offer of help,
# so it stands beside the scores and not among them.
DISTRESS = "DISTRESS"
COLUMNS: tuple[str, ...] = (*(a.value for a in ATTRIBUTES), DISTRESS)
