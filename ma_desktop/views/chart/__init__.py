"""The tabs of the chart."""
