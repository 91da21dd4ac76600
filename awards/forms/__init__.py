"""What is typed about awards and papers."""
