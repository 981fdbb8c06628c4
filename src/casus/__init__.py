"""casus: an auditable conflict monitor. Pages go in, attributed claims come out."""
