"""The team: who reads, what stands between them and cases, who has what and why."""
