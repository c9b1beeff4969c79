"""Vectors of titles in Postgres: what a title means is reckoned once for each model."""

import hashlib
from collections.abc import Collection, Mapping

import numpy as np
import sqlalchemy as sa
from sqlalchemy import Engine
from sqlalchemy.dialects.postgresql import insert

from factory.ideas.similar_titles import Vector
from factory.ports import MeaningModel
from resources.database.connection import transact
from resources.database.idea_tables import title_vectors


class KeptTitleVectors:
    """See `factory.ports.TitleMeanings`.

    Args:
        engine: the database.
        model: who reckons what is not kept yet.
    """

    def __init__(self, engine: Engine, model: MeaningModel) -> None:
        self._engine, self._model = engine, model

    def knows(self, language: str) -> bool:
        """See `factory.ports.TitleMeanings.knows`."""
        return self._model.knows(language)

    def vectors(self, titles: Collection[str]) -> Mapping[str, Vector]:
        """See `factory.ports.TitleMeanings.vectors`."""
        wanted = {hashlib.sha256(one.encode()).hexdigest(): one for one in titles}
        kept = title_vectors.c
        question = sa.select(kept.text_hash, kept.vector).where(
            kept.model == self._model.model, kept.text_hash == sa.any_(sa.literal(list(wanted)))
        )
        rows = transact(self._engine, lambda c: c.execute(question).all()) if wanted else []
        found = {one: np.frombuffer(vector, np.float32) for one, vector in rows}
        missing = [one for one in wanted if one not in found]
        if missing:
            fresh = self._model.vectors([wanted[one] for one in missing]).astype(np.float32)
            found |= dict(zip(missing, fresh, strict=True))
            self._keep({one: found[one] for one in missing})
        return {wanted[one]: vector for one, vector in found.items()}

    def _keep(self, fresh: Mapping[str, Vector]) -> None:
        rows = [
            {"text_hash": one, "model": self._model.model, "vector": vector.tobytes()}
            for one, vector in fresh.items()
        ]
        adding = insert(title_vectors).values(rows).on_conflict_do_nothing()
        transact(self._engine, lambda c: c.execute(adding))
