"""The command line: one small file a command; output.py is the only way to a terminal."""


def main() -> None:
    """Run the command line and end the process with its exit code."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_DFL)  # until process.py handles it: Ctrl-C while loading is no traceback
    from newsarc.cli.process import run_process  # worker processes import this package too: keep it empty for them

    run_process()
