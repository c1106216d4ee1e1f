"""How many of something, in words: `1 mail`, `2 mails`."""


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun.

    Args:
        number: how many.
        one: the noun for one.
        many: the noun for several; with an s where it is left out.
    """
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
