"""Yardsticks: one runner per gold set."""
