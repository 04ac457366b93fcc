"""The search index: derived from the registry, made again at any time, the same beside every database."""
