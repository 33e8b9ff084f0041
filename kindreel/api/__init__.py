"""The JSON API under /api/v1/: the same doors, queries and actions as the pages, in other clothes."""
