"""What an ordinary user sees: root's tests call programs as `nobody`, in folders that all may enter."""

import os
import pwd
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

NAME = "nobody" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
USER = pwd.getpwnam(NAME)
# For subprocess.run(…, **AS_USER).
AS_USER = {"user": USER.pw_uid, "group": USER.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}


@contextmanager
def open_folder(prefix):
    """A scratch folder that everybody may read; pytest's own are closed to others."""
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def give(folder):
    """Makes a folder of the ordinary user's."""
    folder.mkdir(exist_ok=True)
    if AS_USER:
        os.chown(folder, USER.pw_uid, USER.pw_gid)
    return folder
