"""Making the weights from listed sources. Never imported when the engine reads."""
