"""How the demo city carries out the order: records that its organisations might have made, by the seed.

They go through the same checks, rights and audit as anybody's (``data_access.changes``).
"""

from data_access.demo.carrying_out.enter import carry_out

__all__ = ["carry_out"]
