"""Tables that people bring and take: reading CSV, Excel and vCards, matching columns, writing Excel and CSV."""
