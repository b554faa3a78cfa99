"""Tools that stand beside the product: they make, check and measure it."""
