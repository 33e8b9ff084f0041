"""The one door of the house: files with byte ranges, and Django behind it for everything else.

Nothing in here opens the database or renders a template.
"""
