"""Read service level agreements and say what they really promise."""
