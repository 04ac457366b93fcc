"""What a circular says: values, words, calendar. Knows nobody; standard library only."""
