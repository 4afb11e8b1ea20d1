"""The stage: draws scenes, and tells what was touched."""
