"""Document to sentences: tokens, lemmas, dependency trees and names, by the shipped model."""

from casus.language.network import ModelError
from casus.language.parse import Parse
from casus.language.parser import LanguageModel

__all__ = ["LanguageModel", "ModelError", "Parse"]
