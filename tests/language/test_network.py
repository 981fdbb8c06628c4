"""The network's own consistency: what is scored outside the graph agrees with the graph."""

import numpy as np

from casus.language.network import Network
from casus.language.parser import SHIPPED

WORDS = ["The", "army", "shelled", "the", "village", "near", "Baku", "."]


def test_labels_scored_in_the_graph_and_outside_agree() -> None:
    network = Network(SHIPPED)
    (scored,) = network.score([WORDS])
    heads = scored["arcs"].argmax(1)
    for place, head in enumerate(heads):
        outside = network.scorer.scores(scored["label_dep"][place], scored["label_head"][head])
        inside = scored["labels"][place]
        assert outside.argmax() == inside.argmax()
        assert np.abs(outside - inside).max() < 0.15 * np.abs(inside).max() + 0.5


def test_only_what_is_asked_for_is_given() -> None:
    (scored,) = Network(SHIPPED).score([WORDS], ["upos"])
    assert set(scored.arrays) == {"upos"}
    assert len(scored["upos"]) == len(WORDS)
