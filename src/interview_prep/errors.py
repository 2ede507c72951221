"""The one error that users see."""


class PrepError(Exception):
    """Report a request that cannot be done: one line, cause first, then the cure.

    ``exit_code`` is 2 for a bad request (unknown option, section, id, missing file) and 1 for bad data.
    """

    def __init__(self, message: str, exit_code: int = 2) -> None:
        super().__init__(message)
        self.exit_code = exit_code
