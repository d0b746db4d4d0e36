"""Where something may be written: never over what is read, and never over what is not a regular file."""

from pathlib import Path

from tianji.errors import UserError


def refuse_output(path, inputs=()):
    """Links of both kinds lead to the same file, and what a link leads to is not ours to replace."""
    path = Path(path)
    for one in inputs:
        if path.exists() and path.samefile(one):
            raise UserError(path, "would be replaced, but it is an input", f"'{one}', which is read, is this file", "write to another file with -o")
    if path.is_dir():
        raise UserError(path, "cannot be written", "a folder has this name", "name a file with -o")
    if path.is_symlink():
        raise UserError(path, "cannot be written", "a symbolic link has this name", "write to another file with -o")
    if path.exists() and not path.is_file():
        raise UserError(path, "cannot be written", "this is not a regular file", "write to another file with -o")
