"""Pictures, drawings and recordings of other hosts: what their bytes or addresses say."""
