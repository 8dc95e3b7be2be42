"""Pages that mix domains, for staff: dashboard, search, the frame, the settings lists. Composition only."""
