"""Files of other systems: bytes to frozen dataclasses and back; one file per format."""
