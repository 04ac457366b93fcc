"""Text recognition (การรู้จำอักขระ): pictures of pages to text, each character with its place and confidence."""
