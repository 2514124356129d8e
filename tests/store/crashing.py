"""Works on a project without end, and says what is finished; a test kills it at a random moment."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import otsannot
from otsannot.project import Project

BATCH = 4
CODES = ("Defence", "Energy > Gas", "Alphabet")


def main(folder: Path, seed: int) -> None:
    """Import, code, undo, redo and export in random order; one line for each thing that is done."""
    chance = random.Random(seed)
    with otsannot.open(folder / "study.otsannot", coder="Ada") as project:
        say("ready")
        while True:
            chance.choice((imports, codes, codes, codes, undoes, exports))(project, folder, chance)


def imports(project: Project, folder: Path, chance: random.Random) -> None:
    """One batch of texts that no batch had before."""
    batch = folder / f"batch {chance.random()}"
    batch.mkdir()
    for number in range(BATCH):
        (batch / f"{number}.txt").write_text(
            f"{chance.random()} {'word 𐱅𐰇𐰼𐰜 ' * chance.randint(9, 9000)}", encoding="utf-8"
        )
    report = project.import_files([batch])
    say(f"imported {len(report.documents)}")


def codes(project: Project, folder: Path, chance: random.Random) -> None:
    """One code on one passage of a document that is always there."""
    start = chance.randrange(0, 1000)
    guid = project.apply_code("first", start, start + chance.randint(1, 99), chance.choice(CODES), comment=f"{start}")
    say(f"coded {guid}")


def undoes(project: Project, folder: Path, chance: random.Random) -> None:
    """There and back again."""
    say("undoing")
    project.undo()
    project.redo()
    say("redone")


def exports(project: Project, folder: Path, chance: random.Random) -> None:
    """The annotations, over the file of the last time."""
    written = project.export("annotations", folder / f"out{chance.choice(('.csv', '.xlsx'))}")
    say(f"exported {written.rows}")


def say(line: str) -> None:
    """Tell the test, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
