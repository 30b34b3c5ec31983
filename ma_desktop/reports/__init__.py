"""ReportLab: a frozen dataclass in, PDF bytes out; one file per document."""
