"""Figures in frames of other pages of the intranet, by signed links."""
