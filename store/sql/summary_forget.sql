DELETE FROM summary_made
