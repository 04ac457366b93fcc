"""The pages by theme; a route asks the desk and shows what it answers."""
