"""Reports: a function of business and filters that returns a table, and three ways to show any table."""
