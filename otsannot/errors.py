"""The errors a user may meet; anything else that is raised is a bug of ours."""


class OtsannotError(Exception):
    """Something the user can act on, said in one sentence."""


class PasswordNeededError(OtsannotError):
    """A file is locked by a password, and none was given or another one."""


class CancelledError(Exception):
    """The user stopped a long piece of work; everything it did has been rolled back."""
