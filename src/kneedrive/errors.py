"""The one error a user meets: what is wrong with the input, and what to do about it."""


class InputError(Exception):
    """Input that can't be used.

    The command line prints it as one line and ends with exit status 2.

    Parameters
    ----------
    wrong : what is wrong, as a clause without a full stop ("run.mov has no picture track")
    do : what to do about it, as an imperative without a full stop ("film it again")
    """

    def __init__(self, wrong: str, do: str) -> None:
        super().__init__(f"{wrong}; {do}.")
        self.wrong = wrong
        self.do = do
