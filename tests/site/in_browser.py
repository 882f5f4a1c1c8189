"""Questions to a loaded page that several tests ask."""

import json


def requests(browser):
    """The addresses that the page asked for since the log was last read."""
    messages = (json.loads(entry["message"])["message"] for entry in browser.get_log("performance"))
    return [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]


def load_all_parts(browser):
    """Also the parts, and the images, that wait until a reader comes near."""
    browser.execute_async_script(
        "const done = arguments[0], all = [...document.images], style = document.createElement('style');"
        "style.textContent = '* { content-visibility: visible !important; }';"
        "document.head.append(style);"
        "dispatchEvent(new Event('resize'));"
        "all.forEach(image => image.loading = 'eager');"
        "Promise.all([document.fonts.ready, ...all.map(image => image.decode().catch(() => 0))]).then(() => done())"
    )


def evaluate(browser, expression):
    """The value of an expression, on a page whose own scripts are switched off too."""
    answer = browser.execute_cdp_cmd("Runtime.evaluate", {"expression": expression, "returnByValue": True})
    assert "exceptionDetails" not in answer, answer["exceptionDetails"]
    return answer["result"].get("value")


def until_parts_are_measured(browser):
    """Until the page has seen which of its parts scroll, and by keyboard."""
    browser.execute_async_script(
        # After their first, they are measured by one timer after another, as this waits.
        "const done = arguments[0], wait = (times) => times ? setTimeout(wait, 0, times - 1) : done();"
        "setTimeout(requestIdleCallback, 400, () => wait(100))"
    )
