"""What a workbook holds."""

from dataclasses import dataclass

from awards.arithmetic import RoundContent
from awards.result_document import RoundName


@dataclass(frozen=True)
class Workbook:
    """A round with the names around it. `notes` are sentences about what was passed over in the file.

    The reader leaves empty marks out of the sheets and sorts `area_titles` by number.
    """

    commune: str
    city: str
    number: str
    bloc_name: str
    year: int
    round_name: str
    content: RoundContent
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> RoundName:
        """Which round of which bloc this is."""
        return RoundName(self.commune, self.city, self.number, self.year, self.round_name)
