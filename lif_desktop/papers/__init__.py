"""Papers: blocks, the Word renderer, charts, and one file per paper."""
