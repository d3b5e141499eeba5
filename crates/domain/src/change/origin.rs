//! Where a choice came from that the user has not made.

/// What filled in a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// The address, which may be a link from anyone.
    Link,
    /// A text that the user pasted, or code that the user pasted or opened.
    PastedText,
    /// Another principal from which the user copied.
    Copy,
    /// A permission set or a baseline from a file.
    File,
    /// A change request.
    ChangeRequest,
}

/// A choice that something else than the user made first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Preselected {
    /// What made it.
    pub origin: Origin,
    /// Whether the user has ticked it since.
    pub ticked: bool,
}

impl Origin {
    /// Every origin.
    pub const ALL: [Self; 5] = [Self::Link, Self::PastedText, Self::Copy, Self::File, Self::ChangeRequest];

    /// The word for it in the tab's storage.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::PastedText => "text",
            Self::Copy => "copy",
            Self::File => "file",
            Self::ChangeRequest => "request",
        }
    }

    /// The origin of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|origin| origin.word() == word)
    }
}

impl Preselected {
    /// A choice that the user has not ticked yet.
    pub const fn by(origin: Origin) -> Self {
        Self { origin, ticked: false }
    }
}
