"""Static pages of the notebooks, in which the widgets that live by themselves still do: ``python -m notebooks.site``."""
