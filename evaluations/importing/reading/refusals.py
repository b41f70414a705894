"""Why a file cannot be read: one class a reason, with a stable code and a sentence for the person who sent the file."""

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class UnreadableReport(Exception):  # noqa: N818 - a refusal is named for what it says
    """A file that the reader refuses; nothing has been read or kept of it."""

    code: ClassVar[str] = "unreadable"
    message: ClassVar[str | Promise] = _("The file cannot be read.")

    def __str__(self) -> str:
        return str(self.message)


class EmptyFile(UnreadableReport):
    code = "empty_file"
    message = _("The file is empty.")


class NotText(UnreadableReport):
    code = "not_text"
    message = _("The file is not text: it holds bytes that no text has.")


class UnknownType(UnreadableReport):
    code = "unknown_type"
    message = _("Only PDF, Word (.docx) and text files can be read.")


class TooLarge(UnreadableReport):
    code = "too_large"
    message = _("The file is too large to be an evaluation report.")


class BrokenFile(UnreadableReport):
    code = "broken_file"
    message = _("The file is damaged and cannot be opened. Open it in its own program, save it anew and try again.")


class EncryptedFile(UnreadableReport):
    code = "encrypted_file"
    message = _("The file is protected by a password. Save it without the password and try again.")


class MacroFile(UnreadableReport):
    code = "macro_file"
    message = _(
        "The file holds macros, which are never opened here. Save it as a Word document without macros (.docx)."
    )


class OldWordFile(UnreadableReport):
    code = "old_word_file"
    message = _("The file is of an old Word format. Save it as a Word document (.docx) and try again.")


class NotWord(UnreadableReport):
    code = "not_word"
    message = _("The file holds no Word document, whatever its name says.")


class TooManyPages(UnreadableReport):
    code = "too_many_pages"
    message = _("The file has too many pages to be an evaluation report.")


class OnlyPictures(UnreadableReport):
    code = "only_pictures"
    message = _(
        "The PDF holds pictures of pages and no text. Ask for the original file, or run text recognition on it first."
    )


class TooSlow(UnreadableReport):
    code = "too_slow"
    message = _(
        "The file takes too long to read. Save it anew in its own program, or as a Word document, and try again."
    )


class TooMuchMemory(UnreadableReport):
    code = "too_much_memory"
    message = _(
        "The file takes more memory to read than any evaluation report needs."
        " Save it anew in its own program, or as a Word document, and try again."
    )


class Crashed(UnreadableReport):
    code = "crashed"
    message = _(
        "Something in the file stopped the reading."
        " Save it anew in its own program, or as a Word document, and try again; tell support if it stops again."
    )
