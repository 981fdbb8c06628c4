"""Speed and memory, whole and by stage."""
