"""The one door of the house: files with byte ranges, and Django behind it for everything else.

Nothing in here renders a template, and only `members` opens the database.
"""
