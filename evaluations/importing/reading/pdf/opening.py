"""A PDF is opened, or refused with the reason."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
import pypdfium2.raw as pdfium

from evaluations.importing.reading.refusals import BrokenFile, EncryptedFile, TooManyPages

MOST_PAGES = 400
ONE_AT_A_TIME = threading.Lock()  # pdfium is not made for threads


@contextmanager
def opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The document, open while the block runs. Refuses what is locked with a password, broken, or of too many pages."""
    with ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            if getattr(error, "err_code", None) in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
                raise EncryptedFile from error
            raise BrokenFile from error
        try:
            pages = len(document)
            if pages < 1:
                raise BrokenFile
            if pages > MOST_PAGES:
                raise TooManyPages
            yield document
        finally:
            document.close()
