"""Lists of videos that nobody asked for by name: the feed. For now the newest first."""
