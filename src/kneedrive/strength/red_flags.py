"""Questions before any test or move; a yes stops it.

Femoral-neck stress fracture, commonest in distance runners, shows as groin pain on exertion, and
delay risks displacement (Robertson & Wood 2017, doi 10.1055/s-0043-103946). The other questions
follow what clinicians ask in groin pain (Weir 2015, doi 10.1136/bjsports-2015-094869).
"""

from dataclasses import dataclass

from kneedrive.errors import InputError


@dataclass(frozen=True)
class Question:
    """A question and why a yes stops the test."""

    key: str
    text: str
    reason: str


QUESTIONS = (
    Question(
        "hop",
        "Does your groin, hip or thigh hurt when you stand on that leg, hop or run?",
        "pain in the groin on loading or hopping can be a stress fracture of the thigh's neck",
    ),
    Question(
        "night",
        "Does it hurt at night or at rest?",
        "pain at night or at rest needs a physician's eye before any test",
    ),
    Question(
        "pinch",
        "Does lifting the knee to hip height pinch or hurt in front of the hip, or in the back?",
        "pain with a deeply bent hip or in the back asks for an examination first",
    ),
    Question(
        "recent",
        "Have you had an operation or an injury of hip, groin or back in the last three months?",
        "a recent injury or operation is for the people who treat it to clear",
    ),
)
STOP_RULE = "Stop at pain above 3 of 10, a cramp, a painful snap in the groin, or pain in the back."


def refuse_if_flagged(yes: tuple[str, ...]) -> None:
    """Stop where a question was answered with yes.

    Raises
    ------
    InputError : with the reason
    """
    for question in QUESTIONS:
        if question.key in yes:
            raise InputError(
                f"no test today: {question.reason}", "see a physician or physiotherapist first"
            )


def read_answers(text: str) -> tuple[str, ...]:
    """Keys answered with yes, from "none" or a list such as "hop,night".

    Raises
    ------
    InputError : an unknown key
    """
    words = [w.strip() for w in text.lower().split(",") if w.strip()]
    keys = [q.key for q in QUESTIONS]
    if words in ([], ["none"], ["no"]):
        return ()
    unknown = [w for w in words if w not in keys]
    if unknown:
        raise InputError(
            f"--red-flags {unknown[0]} is not known", f"say none, or of {', '.join(keys)}"
        )
    return tuple(words)
