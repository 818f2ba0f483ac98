"""HN Abroad Desktop: cadres, plans, agreements and classes of units that send people to train abroad."""

__version__ = "0.1.0"
