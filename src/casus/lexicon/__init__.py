"""Words and codes as tables that an analyst can edit, with typed, validated loaders. No logic."""
