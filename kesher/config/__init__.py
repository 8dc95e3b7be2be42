"""Settings and root addresses: where the product is put together."""
