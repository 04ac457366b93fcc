"""The words and looks of letters and forms: data only."""
