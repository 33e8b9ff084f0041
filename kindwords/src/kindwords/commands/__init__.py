"""One file a verb of the command line: `add(subparsers)` declares it, `run(arguments)` does it."""
