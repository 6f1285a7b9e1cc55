"""One who works with a mouse, or with the keyboard alone: counts what they do, and for how long."""

from dataclasses import dataclass, field
from time import monotonic

from playwright.sync_api import Locator, Page

MOST_TABS = 90


@dataclass
class Hands:
    """An action is a click, a key that acts, a field filled or a paste. Moving there, by Tab or with the mouse, is
    none."""

    page: Page
    use_mouse: bool
    actions: int = 0
    began: float = field(default_factory=monotonic)

    @property
    def seconds(self) -> float:
        return monotonic() - self.began

    def restart(self) -> None:
        self.actions, self.began = 0, monotonic()

    def press(self, target: Locator, key: str = "Enter") -> None:
        self.actions += 1
        if self.use_mouse:
            target.click()
        else:
            self._reach(target)
            self.page.keyboard.press(key)

    def fill(self, target: Locator, text: str) -> None:
        self.actions += 1
        if self.use_mouse:
            target.fill(text)
        else:
            self._reach(target)
            self.page.keyboard.insert_text(text)

    def press_enter(self) -> None:
        self.actions += 1
        self.page.keyboard.press("Enter")

    def _reach(self, target: Locator) -> None:
        target.wait_for()
        for _ in range(MOST_TABS):
            if target.evaluate("it => it === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError("not reached by Tab")
