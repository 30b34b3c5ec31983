"""Numbered, frozen steps; each holds ``STATEMENTS``. See CONTRIBUTING, Add a migration."""
