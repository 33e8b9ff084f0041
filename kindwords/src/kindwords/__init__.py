"""Reads short texts for unkindness and for kindness, offline, in five languages.

import kindwords

engine = kindwords.load()
reading = engine.read("you danced so well")
kindwords.decide(reading, engine).outcome
"""

from kindwords.attributes import Attribute
from kindwords.engine import Engine, TextTooLong
from kindwords.engine import load_engine as load
from kindwords.models.folder import BrokenModel
from kindwords.policy import Decision, Outcome, decide
from kindwords.reading import Reading, Span

__all__ = [
    "Attribute",
    "BrokenModel",
    "Decision",
    "Engine",
    "Outcome",
    "Reading",
    "Span",
    "TextTooLong",
    "decide",
    "load",
]
__version__ = "0.1.0"
