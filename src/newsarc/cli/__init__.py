"""The command line: one small file a command; output.py is the only way to a terminal."""


def main() -> None:
    """Run the command line and end the process with its exit code."""
    import gc
    import signal

    gc.set_threshold(50_000)  # starting makes many objects and no garbage: looking them through takes 5 ms
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # until process.py handles it: Ctrl-C while loading is no traceback
    from newsarc.cli.process import run_process  # worker processes import this package too: keep it empty for them

    run_process()
