"""The notebooks, the text they are written in, and the two commands that build from it."""
