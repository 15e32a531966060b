"""Forms: what was written into one that came back over the network."""

from __future__ import annotations

from typing import Any


def written(data: Any) -> dict[str, str]:
    """What was written into the form by field, whatever came in place of it."""
    rows = data.get("components", ())
    fields = [field for row in rows for field in row.get("components", ())]
    return {str(field.get("custom_id")): str(field.get("value") or "") for field in fields}
