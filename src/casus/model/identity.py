"""Identity is content: the same content has the same id on every machine and in every run."""

import hashlib
import json
from typing import Any


def content_id(*parts: Any) -> str:
    """Hash JSON-able parts to 20 hexadecimal digits (80 bits of SHA-256).

    Raises:
        TypeError: a part cannot be written as JSON.
    """
    canonical = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()[:20]
