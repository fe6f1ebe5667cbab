"""The topics in use, and which of them look like one."""
