"""The file as the reviewer sees it: pictures of its pages, kept as files, and the lines of each page or sheet."""

from collections.abc import Sequence

from accounts import files
from evaluations.importing.fence import Picture, Sheet
from evaluations.importing.proposal.origins import plain
from evaluations.models import ReportImport, ReportPage

PNG_BEGINNING = b"\x89PNG\r\n\x1a\n"
MOST_IN_PICTURE = 1_000_000  # bytes
MOST_PAGES = 1_000


class KeptPictures:
    """Pictures on their way: each is a file before it is a row, and none is left behind where no rows follow."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[str, Picture]] = {}

    def keep(self, picture: Picture) -> None:
        """Write the picture to a file; what is no picture of a page is passed over."""
        fits = picture.png.startswith(PNG_BEGINNING) and len(picture.png) <= MOST_IN_PICTURE
        measured = 0 < picture.width <= 10_000 and 0 < picture.height <= 10_000 and 0 < picture.number <= MOST_PAGES
        if fits and measured and picture.number not in self._kept:
            name = files.keep_bytes(picture.png).name
            self._kept[picture.number] = (name, Picture(picture.number, b"", picture.width, picture.height))

    def discard(self) -> None:
        """Delete the files of a proposal that was not written."""
        for name, _picture in self._kept.values():
            files.discard(name)
        self._kept.clear()

    def write_rows(self, report_import: ReportImport, sheets: Sequence[Sheet]) -> None:
        """One row a page that has lines or a picture."""
        lines = {sheet.number: sheet.lines for sheet in sheets if 0 < sheet.number <= MOST_PAGES}
        rows = []
        for number in sorted(lines.keys() | self._kept.keys()):
            row = ReportPage(report_import=report_import, number=number)
            row.lines = [
                {"line": line.line, "text": plain(line.text), "box": list(line.box) if line.box else None}
                for line in lines.get(number, ())
            ]
            if number in self._kept:
                row.picture, picture = self._kept[number]
                row.width, row.height = picture.width, picture.height
            rows.append(row)
        ReportPage.objects.bulk_create(rows)
