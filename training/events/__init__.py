"""Training of the event network on coded pages."""
