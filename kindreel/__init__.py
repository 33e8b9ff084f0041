"""Kindreel: a short-video community that anyone can host, in which kindness is the default."""

__version__ = "0.1.0"
