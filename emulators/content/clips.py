"""Short playable MP4s: a landscape that the camera crosses, with surf where sound is wanted."""

import hashlib
import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path

import imageio_ffmpeg

from emulators.content.pictures import landscape, mark

WIDER = 1.25
"""How much more than the frame is painted, for the camera to cross."""


@lru_cache(maxsize=64)
def clip(
    prompt: str, width: int, height: int, seconds: float, *, fps: int = 24, sound: bool = True
) -> bytes:
    """Return H.264 in MP4, exactly as long as asked, with AAC sound if wanted.

    Raises:
        subprocess.CalledProcessError: ffmpeg could not make it.
    """
    digest = hashlib.sha256(prompt.encode()).digest()
    share = f"t/{seconds:g}" if digest[0] % 2 else f"(1-t/{seconds:g})"
    pan = f"[0]crop={width}:{height}:x='(iw-ow)*{share}':y=0[seen]"
    marked = "[seen][1]overlay=x=W*0.07:y=H*0.9,format=yuv420p[v]"
    with tempfile.TemporaryDirectory() as folder:
        scene, word, target = (Path(folder, name) for name in ("scene.png", "word.png", "clip.mp4"))
        landscape(prompt, round(width * WIDER), height).save(scene, compress_level=1)
        mark(height).save(word)
        command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-nostdin"]
        command += ["-loop", "1", "-r", str(fps), "-i", str(scene), "-i", str(word)]
        if sound:
            surf = f"anoisesrc=c=brown:a=0.5:r=48000:seed={digest[1]}"
            surf += f",tremolo=f={0.15 + digest[2] / 1000:.3f}:d=0.7"
            command += ["-f", "lavfi", "-i", surf, "-map", "2:a", "-c:a", "aac", "-b:a", "96k"]
        command += ["-filter_complex", f"{pan};{marked}", "-map", "[v]", "-t", f"{seconds:g}"]
        command += ["-c:v", "libx264", "-preset", "ultrafast", "-crf", "28"]
        subprocess.run([*command, "-movflags", "+faststart", str(target)], check=True)
        return target.read_bytes()
