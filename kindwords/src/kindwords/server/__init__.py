"""The Perspective wire: clients of that API keep working when they are pointed here."""
