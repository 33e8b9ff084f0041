"""Pages. HTTP stops here and in `api`: views read, ask a door, call an action, show a template."""
