"""The promised levels of an agreement as OpenSLO v1 objects, and what of the agreement OpenSLO cannot say.

OpenSLO (https://openslo.com) describes objectives for monitoring. An agreement says more (credits, exclusions, rights) and less
(where it is measured): both are told, so that nobody takes the export for the agreement.
"""

from __future__ import annotations

from extractor.openslo.objects import Exported, export
from extractor.openslo.unsaid import unsaid

__all__ = ["Exported", "export", "unsaid"]
