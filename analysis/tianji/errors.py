"""What the user is told when something cannot be used: where: problem (why) suggestion?"""


class UserError(Exception):
    """A problem the user can mend. Tests and tools read the fields, people read str()."""

    def __init__(self, where, problem, why="", suggestion=""):
        self.where, self.problem, self.why, self.suggestion = str(where), problem, why, suggestion
        super().__init__(str(self))

    def __str__(self):
        text = f"{self.where}: {self.problem}" if self.where else self.problem
        if self.why:
            text += f" ({self.why})"
        if self.suggestion:
            text += f" {self.suggestion}?"
        return text
