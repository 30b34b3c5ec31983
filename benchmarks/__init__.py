"""What "fast" means, runnable: what a person feels, each beside a limit measured in the same run.

``suite`` runs the groups, each in a fresh process; a group is one file with ``measure(folder, effort)``.
"""
