"""What pictures, studies and look-ups count."""
