"""Circular and office to letters and forms."""
