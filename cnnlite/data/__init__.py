"""Images to look at, and what the published articles state about theirs."""
