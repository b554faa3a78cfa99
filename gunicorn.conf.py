"""How gunicorn serves the archive where nothing else is said; its options on the command line win."""

bind = "127.0.0.1:8000"
workers = 2
threads = 4
# The control socket would be one file a user, shared by every archive that the user serves.
control_socket_disable = True
