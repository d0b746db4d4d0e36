"""One history, several futures: what a policy may change, what it may not, and what it leaves as it was agreed."""

import h5py
import pytest
from kill_and_resume import ROOT, SMOKE, differences, tianji

BRANCHED = 10  # ticks completed when the checkpoint was left
BASS = ROOT / "scenarios/classics/bass.yaml"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    ticks = ["--set", f"calendar.ticks={2 * BRANCHED}", "--set", "record.digest_every=1"]
    tianji(folder, "run", SMOKE, "-o", "a.h5", "--checkpoint", f"every={BRANCHED}", *ticks)
    return folder


def branch(made, name, policy, *arguments, expect=0):
    (made / f"{name}.yaml").write_text(policy)
    return tianji(made, "branch", "a.checkpoint.h5", "--with", f"{name}.yaml", "--overwrite", *arguments, expect=expect)


def table(path, name):
    with h5py.File(path) as file:
        columns = {key: file[f"tables/{name}/{key}"][:] for key in file[f"tables/{name}"] if key != "row"}
        programmes = file["programmes/name"].asstr()[:].tolist()
    return columns, programmes


def test_a_policy_that_changes_nothing_gives_the_same_result(made):
    branch(made, "same", "name: smoke\n")
    assert differences(made / "a.h5", made / "a-same.h5") == []


def test_a_branch_knows_where_it_comes_from_and_can_be_made_again(made):
    policy = "demography: {start_ups: 9}\n"
    branch(made, "more", policy)
    with h5py.File(made / "a-more.h5") as file, h5py.File(made / "a.h5") as whole:
        assert file["provenance"].attrs["policy"] == "more.yaml"
        lineage = dict(file["provenance/lineage/1"].attrs)
        assert (lineage["how"], lineage["file"], lineage["ticks"]) == ("branched", "a.checkpoint.h5", BRANCHED)
        assert (lineage["policy_file"], lineage["policy"]) == ("more.yaml", policy)
        digests, before = file["digest/value"][:], whole["digest/value"][:]
        assert lineage["digest"] == before[BRANCHED - 1].decode()
        assert (digests[:BRANCHED] == before[:BRANCHED]).all()
        assert (digests[BRANCHED:] != before[BRANCHED:]).all()
    tianji(made, "verify", "a-more.h5", "--threads", 2)
    told = tianji(made, "diff", "a.h5", "a-more.h5", expect=1).stdout
    assert f"tick {BRANCHED}, process found: " in told


def test_a_branch_can_be_interrupted_and_branch_again(made):
    branch(made, "one", "ties: {fading: 0.2}\n", "--checkpoint", "every=5", "--threads", 2)
    (made / "b.checkpoint.h5").write_bytes((made / "a-one.checkpoint.h5").read_bytes())
    tianji(made, "resume", "b.checkpoint.h5", "--overwrite")
    assert differences(made / "a-one.h5", made / "b.h5") == []
    tianji(made, "verify", "b.h5")
    (made / "two.yaml").write_text("programmes: {late: {instrument: direct_grant, call: {budget: 5}}}\n")
    tianji(made, "branch", "b.checkpoint.h5", "--with", "two.yaml", "-o", "c.h5")
    with h5py.File(made / "c.h5") as file:
        assert [file[f"provenance/lineage/{i}"].attrs["how"] for i in (1, 2)] == ["branched", "branched"]
        assert file["programmes/name"].asstr()[:].tolist()[-1] == "late"
    tianji(made, "verify", "c.h5")


def test_projects_keep_the_terms_of_their_award(made):
    """Under the new terms money flows only when a promise is kept."""
    branch(made, "later", "programmes:\n  horses:\n    payment: {tranches: [{on: verified, share: 1.0}]}\n    race: {gates: []}\n")
    awards, programmes = table(made / "a-later.h5", "awards")
    payments, _ = table(made / "a-later.h5", "payments")
    reviews, _ = table(made / "a-later.h5", "reviews")
    horses = programmes.index("horses")
    old = set(awards["project"][(awards["programme"] == horses) & (awards["tick"] < BRANCHED)])
    new = set(awards["project"][(awards["programme"] == horses) & (awards["tick"] >= BRANCHED)])
    assert old and new
    with h5py.File(made / "a-later.h5") as file:
        verified = file["tables/payments/reason"].attrs["flag_meanings"].split().index("verified")
    paid = [(project, reason) for project, reason, tick, amount in
            zip(payments["project"], payments["reason"], payments["tick"], payments["amount"]) if tick >= BRANCHED and amount > 0]
    assert any(project in old and reason != verified for project, reason in paid)
    assert not any(project in new and reason != verified for project, reason in paid)
    seen_after = set(reviews["project"][reviews["tick"] >= BRANCHED])
    assert seen_after & old and not seen_after & new


def test_a_programme_that_is_taken_away_pays_what_it_has_promised_and_calls_no_more(made):
    branch(made, "without", "programmes: {horses: ~}\n")
    payments, programmes = table(made / "a-without.h5", "payments")
    whole, same = table(made / "a.h5", "payments")
    assert programmes == same
    horses = programmes.index("horses")

    def paid(columns):
        rows = (columns["tick"] == BRANCHED) & (columns["programme"] == horses) & (columns["amount"] > 0)
        return sorted(zip(columns["project"][rows], columns["reason"][rows], columns["amount"][rows]))

    assert paid(payments) == paid(whole) != []
    with h5py.File(made / "a-without.h5") as file:
        opened = file["events/kind"].attrs["flag_meanings"].split().index("call_opened")
        applied = file["tables/applications/tick"][:][file["tables/applications/programme"][:] == horses]
        assert opened in file["events/kind"][:]
    assert applied.max() <= BRANCHED + 2  # calls that were open then are decided


@pytest.mark.parametrize(("policy", "told"), [
    ("seed: 3\n", "p.yaml:1:1: 'seed' cannot change in a branch (the history was made with it) change one of name, programmes, treasuries, "
                  "research, learning, behaviour, market, ties, demography?\n"),
    ("name: x\ninputs:\n  synthetic: {firms: 3}\n", "p.yaml:2:1: 'inputs' cannot change in a branch"),
    ("calendar: {ticks: 50}\n", "p.yaml:1:1: 'calendar' cannot change in a branch"),
    ("record: {events: false}\n", "p.yaml:1:1: 'record' cannot change in a branch"),
    ("research: {hazard: 0.4,\n  feasible: 0.8}\n", "p.yaml:2:3: 'research.feasible' cannot change in a branch (the history was made with it) "
     "change one of hazard, reference_staff, "),
    ("programmes:\n  horses: {cal: {budget: 4}}\n", "p.yaml:2:12: unknown key 'cal' in 'programmes.horses' did you mean 'call'?\n"),
    ("demography: {start_ups: many}\n", "p.yaml:1:25: "),
    ("[1]\n", "p.yaml:1:1: a policy is a map of keys (it is laid over the scenario)\n"),
])
def test_what_cannot_change_is_refused_at_its_place(made, policy, told):
    assert branch(made, "p", policy, expect=2).stderr.startswith(told)
    assert not (made / "a-p.h5.part").exists()


def test_a_model_that_lets_nothing_change_says_so(tmp_path):
    tianji(tmp_path, "run", ROOT / "scenarios/classics/money_exchange.yaml", "-o", "m.h5", "--checkpoint", "every=5",
           "--set", "calendar.ticks=8", "--set", "network.agents=50")
    (tmp_path / "p.yaml").write_text("wealth: 7\n")
    told = tianji(tmp_path, "branch", "m.checkpoint.h5", "--with", "p.yaml", expect=2).stderr
    assert told == "p.yaml:1:1: 'wealth' cannot change in a branch (nothing of money_exchange can)\n"
