"""The page of translations: every row of the table of equivalents, and a filter for who has JavaScript."""

import gzip
import re

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from lrnotes.from_others import LIBRARIES, ORIGINALS, translated
from support.browser import load_all_parts
from support.site_pages import HTML

PAGE = "book/translate"


def rows(browser):
    """The text of each row that is shown, and its library."""
    found = browser.execute_script(
        "return [...document.querySelectorAll('.lrnotes-translations tbody tr')].filter(row => row.checkVisibility())"
        ".map(row => [row.closest('section').querySelector('h2').firstChild.textContent,"
        " ...[...row.children].map(cell => cell.innerText)])"
    )
    return [tuple(row) for row in found]


def code(text):
    return re.sub(r"\s+", " ", text).strip()


@pytest.fixture
def page(look):
    browser = look(PAGE)
    load_all_parts(browser)
    return browser


def box(browser):
    return browser.find_element(By.CSS_SELECTOR, ".lrnotes-lookup input")


def test_every_row_is_there(page):
    shown = rows(page)
    assert [(library, code(name).split(" ")[0]) for library, name, _, _ in shown] == [
        (original.library.title, original.name) for original in ORIGINALS
    ]
    for (_, elsewhere, here, note), original in zip(shown, ORIGINALS, strict=True):
        assert all(name in code(elsewhere) for name in (*original.names, *original.example))
        assert code(here).removesuffix(" Copy").replace('"', "'") == repr(translated(original)).replace('"', "'")
        assert code(note).replace("’", "'") == original.note


def test_every_library_says_its_version(page):
    text = page.find_element(By.TAG_NAME, "article").text
    for library in LIBRARIES:
        assert f"{library.title}\n" in text and (not library.version or f"Version {library.version}." in text)


def test_a_class_leads_to_its_chapter():
    text = (HTML / f"{PAGE}.html").read_text(encoding="utf-8")
    text = text.replace('<span class="pre">', "")
    links = re.findall(r'<a class="reference internal" href="([^"]+\.html)[^"]*"><span class="doc">(\w+)<', text)
    assert {"CosineDecay", "LinearCosineDecay", "TriangularCyclicalLearningRate"} <= {name for _, name in links}
    for link, name in links:
        chapter = (HTML / "book" / link).read_text(encoding="utf-8")
        assert f'class</span> <span class="nc">{name}</span>' in chapter or f">{name}<" in chapter


def test_words_leave_the_rows_that_have_them_all(page):
    everything = len(rows(page))
    field = box(page)
    field.send_keys("steplr")
    names = [code(name).split(" ")[0] for _, name, _, _ in rows(page)]
    assert "torch.optim.lr_scheduler.StepLR" in names and "torch.optim.lr_scheduler.MultiStepLR" in names
    assert all("steplr" in " ".join(row).lower() for row in rows(page))
    assert page.find_element(By.CSS_SELECTOR, ".lrnotes-lookup output").text == f"{len(names)} of {everything}"
    headings = [
        each.text for each in page.find_elements(By.CSS_SELECTOR, ".lrnotes-looked-up h2") if each.is_displayed()
    ]
    assert len(headings) == len({library for library, _, _, _ in rows(page)})
    field.clear()
    field.send_keys("optax. Cosine")
    assert {library for library, _, _, _ in rows(page)} == {"Optax"} and len(rows(page)) >= 4
    field.send_keys(" nothing has this")
    said = page.find_element(By.CSS_SELECTOR, ".lrnotes-lookup output").text
    assert rows(page) == [] and said.startswith(f"None of the {everything} schedules") and "Try one word" in said
    field.send_keys(Keys.CONTROL, "a")
    field.send_keys(Keys.DELETE)
    assert len(rows(page)) == everything


def test_by_keyboard_alone(page):
    for _ in range(80):
        page.switch_to.active_element.send_keys(Keys.TAB)
        if page.switch_to.active_element == box(page):
            break
    assert page.switch_to.active_element == box(page)
    assert page.execute_script("return getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.switch_to.active_element.send_keys("CyclicLR")
    assert "PyTorch" in {library for library, _, _, _ in rows(page)} and len(rows(page)) < 5
    page.switch_to.active_element.send_keys(Keys.TAB)
    assert page.switch_to.active_element.is_displayed()


def test_the_address_holds_what_was_asked_for(page, look, site):
    box(page).send_keys("warmup optax")
    address = page.current_url
    assert "?find=warmup+optax" in address
    before = rows(page)
    again = look(address.removeprefix(f"{site}/"))
    load_all_parts(again)
    assert rows(again) == before and box(again).get_attribute("value") == "warmup optax"
    box(again).clear()
    box(again).send_keys("a", Keys.BACKSPACE)
    assert "find" not in again.current_url


def test_without_javascript_all_rows_and_no_box(look):
    browser = look(PAGE, script=False)
    answer = browser.execute_cdp_cmd(
        "Runtime.evaluate",
        {
            "expression": "[[...document.querySelectorAll('.lrnotes-translations tbody tr')]"
            ".filter(row => row.checkVisibility()).length,"
            " document.querySelector('.lrnotes-lookup').checkVisibility()]",
            "returnByValue": True,
        },
    )
    assert answer["result"]["value"] == [len(ORIGINALS), False]


@pytest.mark.parametrize("width", [360, 720, 1280])
def test_nothing_scrolls_sideways(look, width):
    browser = look(PAGE, width=width)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    wide = browser.execute_script(
        "return [...document.querySelectorAll('.pst-scrollable-table-container')]"
        ".filter(each => each.scrollWidth > each.clientWidth + 1).length"
    )
    assert wide == 0
    cut = browser.execute_script(
        "return [...document.querySelectorAll('.lrnotes-translations :is(td, th)')].filter(cell => "
        "[...cell.querySelectorAll('code')].some(code => code.getBoundingClientRect().right > "
        "cell.getBoundingClientRect().right + 1)).length"
    )
    assert cut == 0


def test_no_word_to_the_console_and_no_other_host(page, site):
    box(page).send_keys("cosine")
    assert [entry for entry in page.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")] == []


# The tool above the tables.


def part(browser, name):
    return browser.find_element(By.CSS_SELECTOR, f'[data-part="{name}"]')


def converted(browser, call):
    """The text of the tool's code after a call has been typed."""
    field = part(browser, "call")
    field.clear()
    field.send_keys(call, Keys.TAB)
    waiting = WebDriverWait(browser, 20)
    waiting.until(lambda browser: part(browser, "code").text or part(browser, "message").text)
    return part(browser, "code").text


def test_a_call_becomes_a_curve_code_and_the_pitfall(page):
    text = converted(page, "torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=0.1, total_steps=1000)")
    assert "Keras" in text and "Copy" in text
    assert part(page, "chart").get_attribute("aria-label").startswith("torch.optim.lr_scheduler.OneCycleLR. Over steps")
    assert page.find_elements(By.CSS_SELECTOR, '[data-part="chart"] svg path')
    assert "momentum" in part(page, "pitfall").text
    page.find_element(By.XPATH, "//*[@role='tab'][.='Optax']").click()
    page.find_element(By.CSS_SELECTOR, '[data-side="native"]').click()
    shown = page.find_element(By.CSS_SELECTOR, '[data-part="code"] pre').text
    assert shown.startswith("# pip install optax") and "init_value=0.004," in shown
    peak = page.find_element(By.CSS_SELECTOR, "[data-part=form] input")
    peak.send_keys(Keys.CONTROL, "a")
    peak.send_keys("0.25")
    assert "init_value=0.01," in page.find_element(By.CSS_SELECTOR, '[data-part="code"] pre').text


def test_what_a_row_refuses_shows_as_words(page):
    converted(page, "StepLR(optimizer, step_size=0)")
    assert "step_size" in part(page, "message").text and not part(page, "chart").is_displayed()
    converted(page, "StepLRR(optimizer, 30)")
    assert "Did you mean torch.optim.lr_scheduler.StepLR" in code(part(page, "message").text)
    part(page, "message").find_element(By.CSS_SELECTOR, "button").click()
    assert part(page, "call").get_attribute("value").endswith("StepLR")


def test_what_is_typed_is_never_markup(look):
    call = "x%28%22%3Cimg src=x onerror=window.bad=1%3E%22 @"
    browser = look(f"{PAGE}.html?call={call}")
    WebDriverWait(browser, 20).until(lambda browser: part(browser, "message").text)
    assert not browser.find_elements(By.CSS_SELECTOR, ".lrnotes-convert img")


def test_the_address_holds_the_call_and_a_row_leads_to_the_tool(page, look, site):
    button = page.find_element(By.CSS_SELECTOR, 'button[data-call="optax.cosine_decay_schedule"]')
    page.execute_script("arguments[0].click()", button)
    WebDriverWait(page, 20).until(lambda browser: part(browser, "code").text)
    assert "call=optax.cosine_decay_schedule" in page.current_url
    again = look(page.current_url.removeprefix(f"{site}/"))
    WebDriverWait(again, 20).until(lambda browser: part(browser, "code").text)
    assert part(again, "call").get_attribute("value") == "optax.cosine_decay_schedule"


@pytest.mark.parametrize("width", [360, 1280])
def test_the_tool_fits_the_window(look, width):
    browser = look(f"{PAGE}.html?call=get_cosine_schedule_with_warmup(optimizer, 500, 10000)", width=width)
    WebDriverWait(browser, 20).until(lambda browser: part(browser, "code").text)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("page", [PAGE])  # so that it shares the visit of all tests of this page
def test_the_scripts_of_the_tool_come_when_a_reader_turns_to_it(visit, page):
    """Then it is the tool with one library, which weighs less than a page."""
    names = [name for name, _ in visit(page)["sizes"]]
    assert not [name for name in names if "/convert/" in name]
    scripts = {path.stem: len(gzip.compress(path.read_bytes())) for path in (HTML / "_static/convert").glob("*.js")}
    assert scripts["convert"] + scripts["originals"] + scripts["pytorch"] <= 200_000 * 0.5
    assert scripts["convert"] + scripts["originals"] + max(scripts.values()) <= 200_000
