"""Hashtags. Noun: Hashtag. Verb: tag (give a caption's hashtags their rows)."""
