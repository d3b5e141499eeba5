//! What a key press does on every page.
//!
//! Shortcuts of a single character can be turned off and never act while a field has the focus:
//! <https://www.w3.org/WAI/WCAG22/Understanding/character-key-shortcuts.html>.

/// A key press.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyPress<'a> {
    /// The character or the name of the key.
    pub key: &'a str,
    /// The place of the key on the keyboard, as `KeyK`.
    pub code: &'a str,
    /// Whether Ctrl is held down, or Cmd on a Mac.
    pub has_command_key: bool,
    /// Whether Alt is held down.
    pub has_alt: bool,
    /// Whether Shift is held down.
    pub has_shift: bool,
    /// Whether a field has the focus.
    pub is_in_field: bool,
}

/// What a key press does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyCommand {
    /// Opens or closes the command palette.
    Palette,
    /// Moves the focus to the search field of the page.
    Search,
    /// Opens the list of shortcuts.
    Shortcuts,
}

impl KeyPress<'_> {
    /// What the key press does, if anything. `single_keys` says whether the user has shortcuts of a single character on.
    pub fn command(self, single_keys: bool) -> Option<KeyCommand> {
        if self.has_alt {
            return None;
        }
        if self.has_command_key {
            // On a keyboard of another script the key has another character.
            let is_k = self.key.eq_ignore_ascii_case("k") || (!self.key.is_ascii() && self.code == "KeyK");
            return (is_k && !self.has_shift).then_some(KeyCommand::Palette);
        }
        match self.key {
            _ if !single_keys || self.is_in_field => None,
            "/" => Some(KeyCommand::Search),
            "?" => Some(KeyCommand::Shortcuts),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: KeyPress<'_> =
        KeyPress { key: "", code: "", has_command_key: false, has_alt: false, has_shift: false, is_in_field: false };

    #[test]
    fn command_key_with_k_opens_the_palette_everywhere() {
        let command = KeyPress { key: "k", has_command_key: true, ..PLAIN };
        for press in [
            command,
            KeyPress { key: "K", ..command },
            KeyPress { key: "л", code: "KeyK", ..command },
            KeyPress { is_in_field: true, ..command },
        ] {
            assert_eq!(press.command(false), Some(KeyCommand::Palette), "{press:?}");
        }
        for press in [
            KeyPress { has_command_key: false, ..command },
            KeyPress { has_shift: true, ..command },
            KeyPress { has_alt: true, ..command },
            KeyPress { key: "t", code: "KeyK", ..command },
        ] {
            assert_eq!(press.command(true), None, "{press:?}");
        }
    }

    #[test]
    fn single_keys_act_outside_of_fields_only_and_can_be_turned_off() {
        let slash = KeyPress { key: "/", ..PLAIN };
        let question = KeyPress { key: "?", has_shift: true, ..PLAIN };
        assert_eq!(slash.command(true), Some(KeyCommand::Search));
        // Many keyboards have the slash on a number.
        assert_eq!(KeyPress { has_shift: true, ..slash }.command(true), Some(KeyCommand::Search));
        assert_eq!(question.command(true), Some(KeyCommand::Shortcuts));
        for press in [slash, question] {
            assert_eq!(press.command(false), None);
            assert_eq!(KeyPress { is_in_field: true, ..press }.command(true), None);
            assert_eq!(KeyPress { has_command_key: true, ..press }.command(true), None);
            assert_eq!(KeyPress { has_alt: true, ..press }.command(true), None);
        }
    }
}
