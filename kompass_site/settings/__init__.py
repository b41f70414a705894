"""Settings: `base` is common; `dev`, `test` and `production` say what differs."""
