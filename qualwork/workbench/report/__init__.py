"""What leaves the workbench: reports, figures, the check of a manuscript. Stands on `transcripts` and below."""
