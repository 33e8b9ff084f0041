import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from kindreel.core import addresses
from tests.front.stub import SECRET
from tests.processes import answers, free_port, running, until

CONTENT = bytes(range(256)) * 1000


@dataclass
class Front:
    port: int
    folder: Path
    client: httpx.Client
    process: subprocess.Popen[str]

    def keep(self, ext: str = "mp4", *, public: bool = True, content: bytes = CONTENT) -> tuple[Path, str]:
        """A stored file and its address."""
        name = addresses.new_name(ext, public=public)
        path = self.folder / "files" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path, addresses.address(name, secret=SECRET)


@pytest.fixture(scope="session")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    folder, port = tmp_path_factory.mktemp("front"), free_port()
    for name in ("files", "static"):
        (folder / name).mkdir()
    argv = [sys.executable, "-m", "tests.front.stub", str(port), str(folder)]
    base = f"http://127.0.0.1:{port}"
    output = (folder / "output").open("w")
    with running(argv, stdout=output, stderr=output) as process, httpx.Client(base_url=base) as client:
        until(answers(port))
        yield Front(port, folder, client, process)
    output.close()
