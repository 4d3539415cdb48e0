"""Agency spreadsheets in, and workbooks out."""
