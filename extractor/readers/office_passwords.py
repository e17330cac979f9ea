"""Word files that are protected with a password, opened with one of those given (msoffcrypto-tool, extra `[passwords]`)."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from typing import Any

from extractor.errors import DamagedFile, EncryptedFile, LimitExceeded
from extractor.readers.source import ReadSettings

PROTECTED = "The Word file is protected with a password."
_SAVE = "or save a copy without protection."


def unlocked(data: bytes, settings: ReadSettings) -> bytes:
    """Return the content of a protected Word file (of 97 to 2003, or a container); raises EncryptedFile, DamagedFile, LimitExceeded."""
    if not settings.passwords:
        raise EncryptedFile(PROTECTED)
    if find_spec("msoffcrypto") is None:
        extra = "pip install 'sla-extractor[passwords]'"
        raise EncryptedFile(PROTECTED, advice=f"To have passwords tried on Word files, install the extra: {extra}; {_SAVE}")
    tool = import_module("msoffcrypto")
    for password in filter(None, settings.passwords):
        content = _opened(tool, data, password)
        if content is not None:
            if len(content) > settings.limits.bytes:
                raise LimitExceeded(f"The file has {len(content):,} bytes without its protection; the limit is {settings.limits.bytes:,}.")
            return content
    raise EncryptedFile(f"{PROTECTED} None of those given opens it.", advice=f"Give another one with --password-file, {_SAVE}")


def _opened(tool: Any, data: bytes, password: str) -> bytes | None:
    """Return the content, None where the password is wrong.

    What the tool stumbles over in a hostile container it raises as it comes: all but a want of memory is damage.
    """
    out = BytesIO()
    try:
        file = tool.OfficeFile(BytesIO(data))
        file.load_key(password=password, **({"verify_password": True} if file.format == "ooxml" else {}))  # others always do
        file.decrypt(out)
    except tool.exceptions.InvalidKeyError:
        return None
    except MemoryError:
        raise
    except Exception as error:
        raise DamagedFile("The protected Word file is damaged, or protected in a way that is not known here.") from error
    return out.getvalue()
