"""kindwords reads short texts for unkindness and for kindness, offline. The engine itself comes later."""

__version__ = "0.1.0"
