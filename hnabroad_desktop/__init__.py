"""HN Abroad Desktop: keeps the cadres, plans, agreements and classes of a unit that sends people to train abroad."""

__version__ = "0.1.0"
