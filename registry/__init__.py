"""The registry (ทะเบียน): what came in, what is due, what went out; originals on file."""
