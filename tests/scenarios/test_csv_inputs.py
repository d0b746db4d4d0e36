"""What the program says and keeps of CSV inputs that it accepts: notes, what it understood, keys and labels in the result."""

import os
import subprocess

import h5py
import pytest
from scenario_schema import ROOT

PROGRAM = os.environ.get("TIANJI", ROOT / "build/release/tianji")

FILES = {
    "organisations.csv": "org_id,name,type,province\nA1,,PRC,Hunan\nU1,University,HES,\nN1,,PRC,Hubei\n",
    "projects.csv": "project_id,programme,start_date,end_date\nP1,chips,2018-04-01,2021-03-31\nP2,chips,2019-01-01,2021-12-31\n"
                    "P3,chips,2020-04-01,2021-12-31\n",
    "participations.csv": "project_id,org_id,role,contribution_eur\nP1,U1,coordinator,900000\nP1,A1,participant,600000\n"
                          "P2,A1,coordinator,500000\nP3,N1,coordinator,800000\n",
    "fields.csv": "field,has_technologies,start_level,gain_low,gain_high\nchips,1,3,2,3\n",
}
SCENARIO = """tianji: 1
model: ecosystem
name: small
calendar: {{start: 2020-01-01, tick: quarter, ticks: 2}}
currency: {currency}
inputs: {{csv: {{organisations: organisations.csv, projects: projects.csv, participations: participations.csv, fields: fields.csv{keys}}}}}
demography: {{start_ups: 0.05}}
programmes: {{main: {{instrument: direct_grant, source: european_union}}}}
"""


@pytest.fixture
def tianji(tmp_path):
    """Writes the files, some of them changed, and gives what the program says, its notes last."""
    def call(*words, keys="", currency="EUR", status=0, **changed):
        for name, text in FILES.items():
            (tmp_path / name).write_text(changed.get(name.removesuffix(".csv"), text))
        (tmp_path / "s.yaml").write_text(SCENARIO.format(keys=keys, currency=currency))
        done = subprocess.run([PROGRAM, *words], cwd=tmp_path, capture_output=True, text=True, timeout=60)
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout + done.stderr
    return call


def with_money(change):
    """The participations with another text for each contribution."""
    head, *rows = FILES["participations.csv"].splitlines()
    cells = [row.rsplit(",", 1) for row in rows]
    return "\n".join([head, *(f"{row},{change(int(money))}" for row, money in cells)]) + "\n"


def test_check_prints_what_it_understood(tianji):
    lines = tianji("check", "s.yaml").splitlines()[1:]
    assert lines == [
        "  organisations: 3 (2 PRC, 1 HES), of which 1 latent",
        "  projects: 2 past, of which 2 still run; not used, as they start later: 1",
        "  public money: 2 million EUR in past projects, 2 million EUR in those that run; 0.5 million EUR per year before the start",
        "  researchers: 6.667 FTE on these projects, 10.52 FTE in all, at 25000 EUR per tick each",
        "  ties: 1 between organisations that worked together",
    ]


def test_money_in_units_of_ten_thousand_is_noted(tianji):
    said = tianji("check", "s.yaml", participations=with_money(lambda money: money / 10_000))
    assert "note: the money of projects looks too small (the median project has 150.00 EUR, which pays for " in said
    assert "(万元)?" in said
    assert "looks too" not in tianji("check", "s.yaml")


def test_thousands_with_a_point_are_noted_once(tianji):
    note = ("note: participations.csv:2:19: '900.000' is read as 900 (all numbers of column 'contribution_eur' have three digits "
            "behind a point, as where it separates thousands) write 900000?")
    assert tianji("check", "s.yaml", participations=with_money(lambda money: f"{money // 1000}.000")).count(note) == 1
    assert "three digits" not in tianji("check", "s.yaml", participations=with_money(lambda money: f"{money}.00"))


def test_rows_without_a_needed_cell_are_left_out_and_counted(tianji):
    unknown_end = FILES["projects.csv"].replace("2021-03-31", "NA")
    said = tianji("check", "s.yaml", keys=", incomplete: leave_out", projects=unknown_end)
    assert "  projects: 1 past, of which 1 still run;" in said
    assert said.splitlines()[-2:] == [
        "note: projects.csv:2: 1 row left out, this one first (a cell that is needed is missing, and inputs.csv.incomplete is "
        "leave_out)",
        "note: participations.csv:2: 2 rows left out, this one first (the project or the organisation is left out)",
    ]
    assert "projects.csv:2:21: missing value 'NA' in column 'end_date'" in tianji("check", "s.yaml", projects=unknown_end, status=2)


def as_excel_writes(text):
    """Where the comma is decimal, with a row of nothing but separators."""
    return text.replace(",", ";") + ";;;\n"


def with_a_line_for_excel(text):
    return "sep=,\r\n" + text


def as_r_writes(text):
    """With row names in a column that has no name."""
    head, *rows = text.splitlines()
    return "\n".join(['"",' + head, *(f'"{number}",{row}' for number, row in enumerate(rows, start=1))]) + "\n"


@pytest.mark.parametrize("write", [as_excel_writes, with_a_line_for_excel, as_r_writes])
def test_files_of_other_programs_give_the_same_inputs(tianji, write):
    written = {name.removesuffix(".csv"): write(text) for name, text in FILES.items()}
    assert tianji("check", "s.yaml", **written) == tianji("check", "s.yaml")


def test_defaults_of_money_belong_to_a_currency(tianji):
    assert "at 190000 CNY per tick each" in tianji("check", "s.yaml", currency="CNY")
    assert "at 25000 EUR per tick each" in tianji("check", "s.yaml")


def test_the_result_has_keys_and_the_columns_that_are_kept(tianji, tmp_path):
    tianji("run", "s.yaml", "-o", "r.h5", keys=", keep: [province]")
    with h5py.File(tmp_path / "r.h5") as file:
        rows = {name: [text.decode() for text in file["organisations"][name][:3]] for name in ("key", "org_id", "province")}
    assert rows == {"key": ["A1", "University", "N1"], "org_id": ["A1", "U1", "N1"], "province": ["Hunan", "", "Hubei"]}


def test_without_the_key_no_column_is_kept(tianji, tmp_path):
    tianji("run", "s.yaml", "-o", "r.h5")
    with h5py.File(tmp_path / "r.h5") as file:
        assert "org_id" in file["organisations"] and "province" not in file["organisations"]
