"""The counter in the browser, and its API: asks the clock, shows what the desk answers, decides nothing."""
