"""Figures as SVG and PNG: theme trees, maps, charts; layout first, then drawing."""
