"""Everything that touches the bytes of a video: probe, remux, plan, encode, stills, captions, pictures.

No rows and no requests here: paths and values in, files and frozen results out, `MediaError` when that cannot
be done.
"""
