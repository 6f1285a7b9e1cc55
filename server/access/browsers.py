"""A browser in words, for the list of one's own sessions: `Firefox on Linux`.

The header is foreign text of any length: it is only ever searched for the words below, never by a pattern, and never
stored. (`ua-parser` knows a thousand more, by as many patterns.)
"""

# In this order: each browser also claims to be those after it.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser/": "Samsung Internet",
    "Firefox/": "Firefox",
    "FxiOS/": "Firefox",
    "CriOS/": "Chrome",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Macintosh": "macOS",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}
LONGEST = 1000


def browser_in_words(user_agent: str) -> str:
    """From the header User-Agent."""
    sent = user_agent[:LONGEST]
    browser = next((name for word, name in BROWSERS.items() if word in sent), "Another program")
    system = next((name for word, name in SYSTEMS.items() if word in sent), None)
    return f"{browser} on {system}" if system else browser
