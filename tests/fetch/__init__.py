"""Fetching, against servers of our own on loopback; no other network is touched."""
