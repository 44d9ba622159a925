"""The study as a whole: open tasks, safekeeping, the demo. The top floor."""
