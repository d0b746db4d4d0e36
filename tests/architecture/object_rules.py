"""What the compiled code may refer to and keep, as nm lists it: sees through templates, macros and libraries made of headers."""

import re
import subprocess

from source_rules import LIBM

# Also what the compiler makes of them: float and long double forms, sincos, the fast-math forms and vector forms.
LIBM_SYMBOL = re.compile(rf"_?_?(?:(?:{LIBM}|sincos|lgamma_r)[fl]?|(?:{LIBM})f?_finite|ZGV\w+_(?:{LIBM}|sincos)f?)(?:@.*)?$")


def nm(*arguments):
    run = subprocess.run(["nm", *map(str, arguments)], check=True, capture_output=True, text=True)
    return run.stdout.splitlines()


def libm_symbols(archive, apart_from=()):
    """Elementary functions that the objects want from libm, but for the objects named. sqrt, floor and the like are exact and may be."""
    wanted, member = set(), ""
    for line in nm("--undefined-only", archive):
        member = line.removesuffix(":") if line.endswith(":") else member
        if " U " in line and member not in apart_from:
            wanted.add(line.split()[-1])
    return sorted(name for name in wanted if LIBM_SYMBOL.match(name))


def changing_globals(archive, sources):
    """Our own variables outside of functions that the sources do not call const. (source_rules.py sees those in functions.)"""
    found = set()
    for line in nm("--demangle", "--defined-only", "--format=sysv", archive):
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) == 7 and re.match(r"\.(?:t?bss|t?data)(?!\.rel)", cells[6]):
            name = cells[0].removeprefix("guard variable for ")
            if name.startswith("tianji::") and ")::" not in name.replace("(anonymous namespace)::", ""):
                found.add(name)
    return sorted(name for name in found if not re.search(rf"\bconst\s+{name.split('::')[-1]}\b", sources))
