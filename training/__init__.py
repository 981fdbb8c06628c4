"""Everything that made the shipped language model; not part of the wheel."""
