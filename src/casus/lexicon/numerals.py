"""English number words: zero to twenty, and the tens up to ninety."""

_WORDS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen", "twenty"),
)
_TENS = ("thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")

NUMERALS: dict[str, int] = {word: number for number, word in enumerate(_WORDS)}
NUMERALS |= {word: 10 * number for number, word in enumerate(_TENS, 3)}
