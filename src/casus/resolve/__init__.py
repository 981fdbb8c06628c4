"""Mentions to codes: actors, places, dates."""
