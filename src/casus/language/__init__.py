"""Document to sentences: tokens, lemmas, dependency trees and names, by the shipped model."""

from casus.language.marker import Marker
from casus.language.network import ModelError
from casus.language.parse import Parse, ParseWithoutMarks
from casus.language.parser import LanguageModel

__all__ = ["LanguageModel", "Marker", "ModelError", "Parse", "ParseWithoutMarks"]
