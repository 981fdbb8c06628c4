"""Why something was not fetched."""


class FetchError(Exception):
    """An exchange that failed; the message says why and what to do. `status` is HTTP's, or None."""

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


class RefusedError(FetchError):
    """An address that is not spoken to: nothing was sent to it."""


class PlanError(ValueError):
    """A wrong feeds.toml; the message names the entry and the valid values."""


class WaczError(ValueError):
    """A WARC file of which no WACZ can be made; the message says why and what to do."""
