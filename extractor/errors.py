"""Every error of the package: a code for machines, one line for people, and what to do about it."""

from __future__ import annotations


class ExtractorError(Exception):
    """Say what went wrong with one input and what its owner can do.

    `code` is stable and stands in `failures.jsonl`; `advice` is one imperative sentence.
    """

    code = "error"
    advice = "Report this file to the maintainers."

    def __init__(self, message: str, *, advice: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if advice is not None:
            self.advice = advice

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.message, self.advice))


def _rebuild(kind: type[ExtractorError], message: str, advice: str) -> ExtractorError:
    """Return the error again after it crossed a process boundary."""
    return kind(message, advice=advice)


class MissingFile(ExtractorError):
    """The path names nothing, or nothing that may be read."""

    code = "missing_file"
    advice = "Check the path and its permissions."


class BadAddress(ExtractorError):
    """The address is of a kind that is not read."""

    code = "bad_address"
    advice = "Fetch the document yourself and give its path."


class Unreachable(ExtractorError):
    """The store that an address names did not answer, or not as it should."""

    code = "unreachable"
    advice = "Check the address, the credentials and the network, then run the same command again."


class ClusterDiffers(ExtractorError):
    """A worker of the cluster has other code than the command: its records would be other ones."""

    code = "cluster_differs"
    advice = "Install the same sla-extractor on all machines of the cluster and start its workers again."


class EmptyFile(ExtractorError):
    """The file has no content at all."""

    code = "empty_file"
    advice = "Fetch the document again; this copy has no content."


class EncryptedFile(ExtractorError):
    """The file is protected with a password that was not given."""

    code = "encrypted_file"
    advice = "Give the password with --password-file, or save a copy without protection."


class DamagedFile(ExtractorError):
    """The file claims a format but cannot be read as one."""

    code = "damaged_file"
    advice = "Open the file in its own program and save it again, or ask for a new copy."


class UnsupportedFormat(ExtractorError):
    """The content is of a kind that no reader knows."""

    code = "unsupported_format"
    advice = "Convert it to PDF, DOCX, HTML, Markdown or plain text."


class MissingExtra(ExtractorError):
    """The file needs a program or an optional package that is not installed."""

    code = "missing_extra"
    advice = "Install the extra that the message names."


class LimitExceeded(ExtractorError):
    """The document is larger, deeper or slower than the limits allow."""

    code = "limit_exceeded"
    advice = "Split the document, or raise the limit if you trust it."


class NoText(ExtractorError):
    """The document was opened but holds no words that could be read."""

    code = "no_text"
    advice = "If it is a scan, install the OCR extra: pip install 'sla-extractor[ocr]'."


class BadPolicy(ExtractorError):
    """A policy file does not say what a policy can say; the message has a line for each fault."""

    code = "bad_policy"
    advice = "Correct the lines named; sla check --show-policy prints a policy with explanations."


class EvidenceError(ExtractorError):
    """An extracted term does not point at words of the document (a fault of ours)."""

    code = "evidence_error"


class StoreUnavailable(ExtractorError):
    """The store cannot be opened: no such file or server, no right, or a database of another program."""

    code = "store_unavailable"
    advice = "Check the URL of the store and its permissions."


class Unstorable(ExtractorError):
    """A record holds what no database takes (a page number beyond all bounds); no record of this program does."""

    code = "unstorable"
    advice = "Extract the document again."


class NewerStore(ExtractorError):
    """The store was made by a newer version of the program."""

    code = "newer_store"
    advice = "Upgrade sla-extractor, or name another store."


class BadQuery(ExtractorError):
    """A query of the store does not say what a query can say; the message points at the place."""

    code = "bad_query"
    advice = "See the fields and examples with: sla query --help."
