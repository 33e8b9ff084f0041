"""The project's own text: rows, templates, kinds of case, and the check that keeps them honest."""

from kindwords.corpus.rows import Corpus, Fault, Kind, Row, read_corpus

__all__ = ["Corpus", "Fault", "Kind", "Row", "read_corpus"]
