"""The counter in the terminal: how commands are called, and how answers look."""
