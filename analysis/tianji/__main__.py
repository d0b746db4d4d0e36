"""Compares and draws result files of Tianji.

example:
  python3 -m tianji summary baseline.h5 racehorse.h5
  python3 -m tianji figures baseline.h5 racehorse.h5 -o figures
  python3 -m tianji sensitivity sweep/merged.h5 --measure levels_gained
  python3 -m tianji policies comparison/merged.h5 --cost public_spending --effect levels_gained -o figures
"""

import argparse
import os
import sys
from pathlib import Path

import tianji
from tianji.errors import UserError
from tianji.outputs import refuse_output


class Parser(argparse.ArgumentParser):
    """Reports in the grammar of all other messages."""

    def error(self, message):
        raise UserError("", message, "", f"see `{self.prog} --help`")


def _file_name(text):
    if not text:
        raise argparse.ArgumentTypeError("the name is empty")
    return Path(text)


def build_parser():
    parser = Parser(prog="python3 -m tianji", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    files = argparse.ArgumentParser(add_help=False)
    files.add_argument("files", nargs="+", metavar="FILE", help="result file of a run")
    files.add_argument("--accept-incomplete", action="store_true", help="also read what a killed run left")
    verbs.add_parser("summary", parents=[files], help="print a table, one column per run",
                     epilog="example: python3 -m tianji summary baseline.h5 racehorse.h5")
    figures = verbs.add_parser("figures", parents=[files], help="draw SVG and PNG pictures, all runs in each",
                               epilog="example: python3 -m tianji figures baseline.h5 racehorse.h5 -o figures")
    figures.add_argument("-o", dest="folder", type=_file_name, required=True, metavar="DIR", help="folder for the pictures; made if missing")
    graph = verbs.add_parser("graph", help="write a recorded network as GraphML for other programs",
                             epilog="example: python3 -m tianji graph baseline.h5 --tick 31 -o network.graphml")
    graph.add_argument("files", nargs=1, metavar="FILE", help="result file of a run")
    graph.add_argument("--accept-incomplete", action="store_true", help="also read what a killed run left")
    graph.add_argument("--tick", type=int, metavar="T", help="the network at the end of this tick; default: the last recorded")
    graph.add_argument("-o", dest="file", type=_file_name, required=True, metavar="GRAPHML", help="file to write")
    sensitivity = verbs.add_parser("sensitivity", help="print how much each factor of an experiment matters",
                                   epilog="example: python3 -m tianji sensitivity sweep/merged.h5 --measure levels_gained -o sensitivity.csv")
    sensitivity.add_argument("file", metavar="FILE", help="merged file of a sweep with a saltelli or morris design")
    sensitivity.add_argument("--accept-incomplete", action="store_true", help="also read what a killed merge left")
    sensitivity.add_argument("--measure", metavar="M", help="default: all that are one number per tick")
    sensitivity.add_argument("--policy", metavar="P", help="default: the first of the experiment")
    sensitivity.add_argument("-o", dest="table", type=_file_name, metavar="CSV", help="also write all numbers into this file")
    sensitivity.add_argument("--figures", dest="folder", type=_file_name, metavar="DIR", help="also draw sensitivity.svg and .png into this folder")
    _add_policies(verbs)
    return parser


def _add_policies(verbs):
    policies = verbs.add_parser("policies", help="show what a comparison of policies found: spread over time, intervals, cost and effect, regret",
                                epilog="example: python3 -m tianji policies comparison/merged.h5 --cost public_spending --effect levels_gained -o figures")
    policies.add_argument("file", metavar="FILE", help="merged file of `tianji compare`")
    policies.add_argument("--accept-incomplete", action="store_true", help="also read what a killed merge left")
    policies.add_argument("--measure", action="append", dest="measures", metavar="M", help="may be repeated; default: all that are one number per tick")
    policies.add_argument("--cost", metavar="M", help="also draw the cost-effect plane; of this measure less is better")
    policies.add_argument("--effect", metavar="M", help="what policies are judged by; default: the first measure")
    which = policies.add_mutually_exclusive_group()
    which.add_argument("--higher-is-better", dest="better", action="store_const", const="HIGHER", default="HIGHER", help="of the effect; this is the default")
    which.add_argument("--lower-is-better", dest="better", action="store_const", const="LOWER", help="of the effect")
    policies.add_argument("--point", type=int, metavar="P", help="look at one design point only; default: all, pooled")
    policies.add_argument("-o", dest="folder", type=_file_name, required=True, metavar="DIR", help="folder for pictures and tables; made if missing")


def compare_policies(options):
    from tianji.figures import draw_policies
    from tianji.merged import Merged
    from tianji.policies import Better, study, write_csvs
    from tianji.policies.text import text_of
    found = study(Merged(options.file, options.accept_incomplete), options.measures, options.cost, options.effect, Better[options.better], options.point)
    paths = draw_policies(found, options.folder)  # refuses what is no folder
    print(text_of(found) + "\n")
    for path in [*write_csvs(found, options.folder), *paths]:
        print(path)


def analyse_sensitivity(options):
    from tianji.merged import Merged
    from tianji.sensitivity import sensitivity, text_of, write_csv
    if options.table:
        refuse_output(options.table, [options.file])
    found = sensitivity(Merged(options.file, options.accept_incomplete), options.measure, options.policy)
    print(text_of(found))
    if options.table:
        write_csv(found, options.table)
        print(options.table)
    if options.folder:
        from tianji.figures import draw_sensitivity
        for path in draw_sensitivity(found, options.folder):
            print(path)


def run(arguments):
    options = build_parser().parse_args(arguments)
    if options.verb in ("sensitivity", "policies"):
        {"sensitivity": analyse_sensitivity, "policies": compare_policies}[options.verb](options)
        return
    runs = [tianji.open(file, options.accept_incomplete) for file in options.files]
    for one in runs:
        if "experiment" in one.provenance:
            raise UserError(one.path, "this is the merged file of an experiment, with many runs", f"'{options.verb}' looks at single runs",
                            "use `python3 -m tianji policies` or `sensitivity`")
    if options.verb == "graph":
        refuse_output(options.file, options.files)
    if options.verb == "summary":
        from tianji.summary import summary
        print(summary(runs))
        return
    if options.verb == "graph":
        from tianji.graphml import write_graphml
        write_graphml(runs[0], options.file, options.tick)
        print(options.file)
        return
    from tianji.figures import draw_all
    for path in draw_all(runs, options.folder):
        print(path)


def main(arguments=None):
    try:
        run(sys.argv[1:] if arguments is None else arguments)
        sys.stdout.flush()
    except BrokenPipeError:  # `| head` has seen enough
        _write_no_more()
    except UserError as problem:
        print(problem, file=sys.stderr)
        return 2
    except OSError as problem:  # files have messages of their own: this is the terminal, or where its output goes
        if problem.filename is not None:
            raise
        print(UserError("", "cannot write to the standard output", problem.strerror), file=sys.stderr)
        _write_no_more()
        return 2
    return 0


def _write_no_more():
    """What the interpreter flushes at its end must go somewhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
