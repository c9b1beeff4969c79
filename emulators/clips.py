"""Short playable MP4s: colours that drift, with a hum where sound is wanted."""

import hashlib
import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path

import imageio_ffmpeg


@lru_cache(maxsize=64)
def clip(
    prompt: str, width: int, height: int, seconds: float, *, fps: int = 24, sound: bool = True
) -> bytes:
    """Return H.264 in MP4, exactly as long as asked, with AAC sound if wanted.

    Raises:
        subprocess.CalledProcessError: ffmpeg could not make it.
    """
    digest = hashlib.sha256(prompt.encode()).digest()
    colours = ":".join(f"c{index}=#{digest[3 * index : 3 * index + 3].hex()}" for index in range(4))
    size = f"s={width}x{height}:r={fps}:d={seconds:g}"
    picture = f"gradients={size}:n=4:{colours}:speed=0.03:seed={digest[0]}"
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-nostdin"]
    command += ["-f", "lavfi", "-i", picture]
    if sound:
        hum = f"sine=f={110 + digest[1]}:d={seconds:g}:r=48000,volume=0.4"
        command += ["-f", "lavfi", "-i", hum, "-c:a", "aac", "-b:a", "96k"]
    command += ["-c:v", "libx264", "-preset", "ultrafast", "-crf", "30", "-pix_fmt", "yuv420p"]
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "clip.mp4")
        subprocess.run([*command, "-movflags", "+faststart", str(target)], check=True)
        return target.read_bytes()
