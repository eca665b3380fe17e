"""What the commands that read a film share: options of the film, of who is in it, of the results.

An option is called as the parameter of the command that it stands at.
"""

from pathlib import Path
from typing import Annotated

import typer

from kneedrive.cli.outputs import output

Out = Annotated[Path | None, output("Folder for the results; beside SOURCE without it.")]
SexOf = Annotated[str | None, typer.Option(help="male or female.")]
Which = Annotated[
    int | None, typer.Option(help="Which person, numbered from the left at first sight.")
]
CaptureFps = Annotated[float | None, typer.Option(help="Frames a second that the camera took.")]
Start = Annotated[float, typer.Option(help="Begin here, s of the clip.")]
End = Annotated[float | None, typer.Option(help="End here, s of the clip.")]
PoseModel = Annotated[str, typer.Option(help="auto, full, heavy, or a path to an ONNX network.")]
