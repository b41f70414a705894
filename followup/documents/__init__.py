"""The plan on paper and in tables: one content, set as print, Word, PDF, Excel and CSV."""
