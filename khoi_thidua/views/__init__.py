"""The pages that show every app at once: dashboards, accounts, errors."""
