"""Read service level agreements and say what they really promise.

>>> import extractor
>>> extractor.json_schema()["title"]
'Agreement'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.comparison import Comparison, compare
    from extractor.errors import ExtractorError
    from extractor.pipeline import extract
    from extractor.readers.source import ReadSettings
    from extractor.record import Agreement, json_schema
    from extractor.reports import render
    from extractor.store import open_store

__version__ = "0.1.0"

__all__ = [
    "Agreement", "Comparison", "ExtractorError", "ReadSettings", "__version__", "compare", "extract", "json_schema", "open_store", "render",
]  # fmt: skip

_HOME = {
    "Agreement": "extractor.record",
    "Comparison": "extractor.comparison",
    "ExtractorError": "extractor.errors",
    "ReadSettings": "extractor.readers.source",
    "compare": "extractor.comparison",
    "extract": "extractor.pipeline",
    "json_schema": "extractor.record",
    "open_store": "extractor.store",
    "render": "extractor.reports",
}
"""Where each public name lives; imported when first used, so that `import extractor` costs nothing."""


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'extractor' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
