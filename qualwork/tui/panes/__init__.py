"""What tabs put side by side: widgets that several tabs hold."""
