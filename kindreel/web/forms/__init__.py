"""Forms. Every sentence they speak is ours, so that it is in our catalogue for each language."""
