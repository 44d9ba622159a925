"""Documents as DOCX, HTML and text: report, codebook, transcript, check, log."""
