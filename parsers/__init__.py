"""Paper to circular: one reader a format, one grammar a part of the letter."""
