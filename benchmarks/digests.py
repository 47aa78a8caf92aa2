"""What tells one answer from another, whichever process made it."""

import hashlib
import json


def digest(answer: str) -> str:
    """Digest of an answer's meaning: the order of a component's properties is another in each process."""
    ordered = json.dumps(json.loads(answer), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(ordered.encode()).hexdigest()[:16]
