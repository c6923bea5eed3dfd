"""All rows of the matrix."""

from __future__ import annotations

from tests.matrix import aws, names, pairs, smtp, world
from tests.matrix.row import Row


def all_rows() -> tuple[Row, ...]:
    """Returns all rows, in the order of the page."""
    return (*smtp.rows(), *aws.rows(), *world.rows(), *names.rows(), *pairs.rows())
