"""Backup and restore.

A backup is a tar archive: media files as they are named in the storage, rows as compressed JSON lines per
table, and a manifest with digests at its end. Rows do not depend on the kind of database, so that a backup of
SQLite can come back into PostgreSQL.
"""
