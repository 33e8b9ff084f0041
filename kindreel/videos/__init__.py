"""Videos: what people make.

Nouns: Video, Rendition. Verbs: receive, advance, publish, edit, narrow, delete, undo, erase.
A video is a row in a state (`states.py`); a task only moves it. Files have random keys; a narrower
audience, deletion and
removal give them new ones before the action returns.
"""
