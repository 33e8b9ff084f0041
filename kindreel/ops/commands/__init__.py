"""The commands of `kindreel`, one module each."""
