"""What developers run through make; no part of the product."""
