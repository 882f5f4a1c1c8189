"""What happens to the learning rate in a real training run: recorded, and judged."""
