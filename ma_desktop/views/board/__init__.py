"""What belongs to the flow board: the side panel of a visit, the table."""
