"""What is known of a patient."""
