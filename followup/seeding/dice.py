"""Chance that comes out the same every time: one generator, keys of its own, words to put together."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

FIRST_NAMES = ("Anna", "Björn", "Cecilia", "David", "Elin", "Fredrik", "Gunilla", "Hassan", "Ingrid", "Johan", "Åsa")
LAST_NAMES = ("Andersson", "Berg", "Dahl", "Ek", "Fors", "Grahn", "Holm", "Lind", "Nordin", "Sand", "Öberg")
DOING = ("Ta fram", "Se över", "Inför", "Följ upp", "Samordna", "Utveckla", "Beskriv", "Mät", "Förenkla", "Pröva")
WHAT = (
    "målen för barn och unga", "rutinen för medborgarförslag", "styrmodellens indikatorer", "dialogen med invånarna",
    "planen för digitala tjänster", "introduktionen av nya chefer", "jämförelserna med andra kommuner",
    "riktlinjen för inköp", "svarstiderna i kontaktcenter", "processen för klagomål", "arbetet med jämställd service",
    "uppföljningen av privata utförare", "kompetensförsörjningen", "internkontrollens riskanalys",
)  # fmt: skip


@dataclass(slots=True)
class Dice:
    """One generator for everything, so that a seed says it all."""

    seed: int
    chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311 - invented rows, no secrets

    def one[T](self, among: Sequence[T]) -> T:
        """One of these."""
        return self.chance.choice(among)

    def some[T](self, among: Sequence[T], count: int) -> list[T]:
        """Several of these, each once."""
        return self.chance.sample(among, min(count, len(among)))

    def weighted[T](self, weights: dict[T, int]) -> T:
        """One of these, as often as its weight says."""
        return self.chance.choices(list(weights), list(weights.values()))[0]

    def number(self, lowest: int, highest: int) -> int:
        """A whole number, both ends included."""
        return self.chance.randint(lowest, highest)

    def happens(self, percent: int) -> bool:
        """Whether something that happens so often happens now."""
        return self.chance.randrange(100) < percent

    def key(self) -> UUID:
        """A UUID of version 7 that the next run makes again."""
        value = self.chance.getrandbits(128)
        return UUID(int=(value & ~(0xF << 76) & ~(0x3 << 62)) | (0x7 << 76) | (0x2 << 62))

    def name(self) -> str:
        """A person's name."""
        return f"{self.one(FIRST_NAMES)} {self.one(LAST_NAMES)}"

    def task(self) -> str:
        """What is to be done."""
        return f"{self.one(DOING)} {self.one(WHAT)}"
