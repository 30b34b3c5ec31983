"""Dialogs: one file each, all on ``dialog.Dialog``; none of them blocks."""
