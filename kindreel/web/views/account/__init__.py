"""Coming in and going out: sign-up, sign-in, one-time links, recovery codes."""
