"""Settings, one page per topic."""
