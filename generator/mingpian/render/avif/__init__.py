"""AVIF taken apart and put together again, without encoding it anew."""
