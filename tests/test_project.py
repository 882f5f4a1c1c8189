"""What the project says of itself in more than one place: versions, Pythons, addresses."""

import pathlib
import re
import tomllib

import yaml

import lrnotes
from support.alike import FILES

ROOT = pathlib.Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def text(name):
    return (ROOT / name).read_text(encoding="utf-8")


def config():
    return yaml.safe_load(text("_config.yml"))


def pythons():
    """The versions of Python that the classifiers name."""
    found = [re.fullmatch(r"Programming Language :: Python :: (3\.\d+)", line) for line in PROJECT["classifiers"]]
    return [match[1] for match in found if match]


def test_the_pythons_that_the_package_claims_are_those_that_ci_tests():
    assert PROJECT["requires-python"] == f">={pythons()[0]}"
    for name in ("ci.yml", "weekly.yml"):
        workflow = yaml.safe_load(text(f".github/workflows/{name}"))
        assert workflow["jobs"]["test"]["strategy"]["matrix"]["python"] == pythons(), name
    # On one machine: the oldest and the newest.
    assert re.findall(r"python_of (3\.\d+)", text(".ci/run")) == [pythons()[0], pythons()[-1]]


def test_what_the_oldest_python_leaves_out_is_run_on_the_newest_and_cannot_differ():
    assert len(set(FILES)) == len(FILES)
    for file in FILES:
        imports = re.findall(r"^ *(?:from|import) .*", text(f"tests/{file}"), re.MULTILINE)
        assert imports and not re.search("keras|tensorflow", "\n".join(imports)), file
    (line,) = re.findall(r".*DIFFERS.*", text(".ci/run"))
    assert line.startswith("part on_oldest test-book DIFFERS=1 ")
    assert not any("DIFFERS" in path.read_text(encoding="utf-8") for path in WORKFLOWS)


def test_the_version_is_the_same_everywhere():
    assert yaml.safe_load(text("CITATION.cff"))["version"] == lrnotes.__version__
    newest = re.search(r"^## (\S+)", text("CHANGELOG.md"), re.MULTILINE)
    assert newest[1] == lrnotes.__version__


def test_addresses_are_those_of_the_site_and_the_repository():
    site, repository = config()["html"]["baseurl"], config()["repository"]["url"]
    urls = PROJECT["urls"]
    assert urls["Homepage"] == site
    assert urls["Documentation"].startswith(site)
    for name in ("Repository", "Issues", "Changelog"):
        assert urls[name].startswith(repository), name
    assert (ROOT / urls["Changelog"].removeprefix(f"{repository}/blob/main/")).exists()
    citation = yaml.safe_load(text("CITATION.cff"))
    assert (citation["url"], citation["repository-code"]) == (site, repository)


def test_the_readme_is_right_where_its_files_are_not():
    """On PyPI, a relative link or picture leads nowhere."""
    site, repository = config()["html"]["baseurl"], config()["repository"]["url"]
    links = re.findall(r"\]\(([^)]+)\)", text("README.md"))
    assert links
    for link in links:
        assert link.startswith(("https://", "http://")), link
        if link.startswith(f"{repository}/blob/main/"):
            assert (ROOT / link.removeprefix(f"{repository}/blob/main/")).exists(), link
        if link.startswith(f"{site}_static/"):
            assert (ROOT / "book" / "_assets" / link.removeprefix(f"{site}_static/")).exists(), link


def test_actions_are_pinned_and_jobs_may_do_no_more_than_they_must():
    """zizmor looks for more, in make check; this also holds who may write."""
    for path in WORKFLOWS:
        workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert workflow["permissions"] == {}, path.name
        for name, job in workflow["jobs"].items():
            uses = [step["uses"] for step in job["steps"] if "uses" in step]
            assert all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action) for action in uses), (path.name, name)
            assert job["timeout-minutes"] <= 180
            if any("run" in step for step in job["steps"]):
                assert job["permissions"] == {"contents": "read"}, (path.name, name, "what runs code only reads")
