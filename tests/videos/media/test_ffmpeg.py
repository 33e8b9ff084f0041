import re
from pathlib import Path

import pytest

from kindreel.videos.media import ffmpeg, sandbox
from kindreel.videos.media.errors import MediaError

COPY = ["-map", "0:v", "-c", "copy"]
MEDIA = Path(ffmpeg.__file__).parent


def test_convert_runs_offline_with_a_fixed_demuxer(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[list[str]] = []
    run = sandbox.run
    monkeypatch.setattr(sandbox, "run", lambda argv, **rest: seen.append(argv) or run(argv, **rest))
    ffmpeg.convert(small, [ffmpeg.Output(tmp_path / "out", COPY, "mp4")])
    line = " ".join(seen[0])
    before = line[: line.index(" -i ")]
    assert all(
        part in before for part in ("-nostdin", "-protocol_whitelist file,pipe", "-f mov", "-threads 2")
    )
    assert f"-i file:{small}" in line


def test_convert_moves_a_file_to_its_place_only_when_it_is_whole(small: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.mp4"
    target.write_text("the old one")
    with pytest.raises(MediaError) as caught:
        ffmpeg.convert(small, [ffmpeg.Output(target, ["-map", "0:9"], "mp4")])
    assert caught.value.code == "broken"
    assert target.read_text() == "the old one"
    assert [path.name for path in tmp_path.iterdir()] == ["out.mp4"]


@pytest.mark.parametrize(
    ("effort", "code"),
    [
        (ffmpeg.Effort(seconds=0.05), "out_of_time"),
        (ffmpeg.Effort(memory_bytes=200_000_000), "out_of_memory"),
        (ffmpeg.Effort(file_bytes=2000), "disk_full"),
    ],
)
def test_convert_says_which_limit_it_met(
    small: Path, tmp_path: Path, effort: ffmpeg.Effort, code: str
) -> None:
    with pytest.raises(MediaError) as caught:
        ffmpeg.convert(small, [ffmpeg.Output(tmp_path / "out", ["-c:v", "libx264"], "mp4")], effort=effort)
    assert caught.value.code == code
    assert list(tmp_path.iterdir()) == []


def test_binary_may_be_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    ffmpeg.binary.cache_clear()
    monkeypatch.setenv("FFMPEG_BINARY", "/opt/ffmpeg")
    assert ffmpeg.binary() == "/opt/ffmpeg"
    ffmpeg.binary.cache_clear()
    monkeypatch.delenv("FFMPEG_BINARY")
    assert Path(ffmpeg.binary()).is_file()


def test_nobody_else_starts_programs_or_knows_rows() -> None:
    starters = {
        path.name for path in MEDIA.glob("*.py") if re.search(r"subprocess|os\.exec", path.read_text())
    }
    assert starters == {"sandbox.py", "confine.py"}
    callers = {path.name for path in MEDIA.glob("*.py") if "sandbox.run(" in path.read_text()}
    assert callers == {"ffmpeg.py", "probe.py"}
    rows = [
        path.name for path in MEDIA.glob("*.py") if re.search(r"django\.(db|conf|http)", path.read_text())
    ]
    assert rows == []
