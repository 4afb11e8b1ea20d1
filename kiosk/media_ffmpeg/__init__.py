"""The one door to ffmpeg, a program of the system: found, asked about files, decoding and encoding."""
