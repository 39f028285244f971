"""The keys in force: a preset of the settings, and the user's own."""

from collections.abc import Callable

from PySide6 import QtCore

from app.commands.command import Registry
from app.commands.keys.key_choice import chosen_keys
from app.commands.keys.key_presets import Preset
from app.settings.store import SettingsStore
from app.ui.appearance.look import Look

_PRESET, _OWN = "keys.preset", "keys.own"


class ChosenKeys(QtCore.QObject):
    """Gives commands the keys that the settings say, at once after each change.

    `first` has some of the commands too, for the panels that are made before others;
    `tell` hears which of the user's own keys took one from another command. `changed`
    after each change, before the look tells of it.
    """

    changed = QtCore.Signal()

    def __init__(
        self,
        look: Look,
        settings: SettingsStore,
        registry: Registry,
        first: Registry,
        tell: Callable[[str], object],
    ) -> None:
        super().__init__(look)
        self._look, self._settings, self._tell = look, settings, tell
        self._registry, self._first = registry, first
        self.problems: tuple[str, ...] = ()
        self._choose()
        look.follow_keys(registry)
        settings.subscribe(self._on_setting_changed)

    @property
    def has_counts(self) -> bool:
        """Say whether digits are counts."""
        return has_counts(self._settings)

    def _choose(self) -> None:
        self.problems = choose_keys(self._settings, self._registry)
        choose_keys(self._settings, self._first)

    def _on_setting_changed(self, key: str) -> None:
        if key not in (_PRESET, _OWN):
            return
        self._choose()
        self.changed.emit()
        self._look.tell_keys_changed()
        if self.problems:
            self._tell(" ".join(self.problems))


def choose_keys(settings: SettingsStore, registry: Registry) -> tuple[str, ...]:
    """Give commands the keys of the settings; return what is to be told of them."""
    preset, own = Preset(settings.text(_PRESET)), settings.text(_OWN)
    choice = chosen_keys(registry.declared, preset, own)
    registry.choose_keys(choice.keys)
    return choice.problems


def has_counts(settings: SettingsStore) -> bool:
    """Say whether a number before a motion says how often."""
    return settings.text(_PRESET) == Preset.VIM
