"""The application: its server, its command line, its doors and what it writes down."""

import os

# Here, before numpy is first read. Its matrices are small: threads of algebra would wait for each other longer than
# they count, on a busy machine many times as long. It is requests and workers that run side by side.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
