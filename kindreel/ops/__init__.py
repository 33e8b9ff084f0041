"""Running the place: command line, supervisor, ticker, doctor, backup and restore."""
