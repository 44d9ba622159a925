"""What every use case stands on: projects, names, progress, index. Imports no other floor."""
