//! The terms of an Entra role while a user chooses them: its scope, and when it ends.
//!
//! A scope or an end that was asked for and not picked is a state of its own, from which no wish can be made. Nothing
//! falls back to the whole directory or to a permanent assignment because something is missing.

use crate::change::permission::Permission;
use std::num::NonZeroU16;

use super::wish::{Lasting, Wish};
use crate::directory_role::DirectoryScope;
use crate::ids::RoleDefinitionId;
use crate::narrower::AlternativeScope;

/// The longest assignment that can be asked for, in hours: what the service allows where no policy says otherwise.
pub const LONGEST_HOURS: NonZeroU16 = match NonZeroU16::new(4320) {
    Some(hours) => hours,
    None => NonZeroU16::MIN,
};

/// An Entra role with its terms, as far as they are chosen.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RoleTerms {
    /// The role.
    pub role: RoleDefinitionId,
    /// The scope.
    pub scope: ScopeChoice,
    /// When the assignment ends.
    pub end: EndChoice,
}

/// The choice of a scope.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ScopeChoice {
    /// This scope.
    Picked(DirectoryScope),
    /// One of this kind, which is still to be picked.
    Open(AlternativeScope),
}

/// The choice of an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EndChoice {
    /// This one.
    Picked(Lasting),
    /// A number of hours, which is still to be typed.
    Open,
}

/// What is still to be picked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    /// The administrative unit or the application.
    Scope(AlternativeScope),
    /// The number of hours.
    Hours,
}

impl RoleTerms {
    /// The terms of a wish for an Entra role; nothing, where it is another wish.
    pub fn of(wish: &Wish) -> Option<Self> {
        match wish {
            Wish::Add(Permission::EntraRole { role, scope }, lasting) => {
                Some(Self { role: *role, scope: ScopeChoice::Picked(scope.clone()), end: EndChoice::Picked(*lasting) })
            }
            _ => None,
        }
    }

    /// What is still to be picked.
    pub fn missing(&self) -> Vec<Missing> {
        let scope = match self.scope {
            ScopeChoice::Open(place) => Some(Missing::Scope(place)),
            ScopeChoice::Picked(_) => None,
        };
        let hours = (self.end == EndChoice::Open).then_some(Missing::Hours);
        scope.into_iter().chain(hours).collect()
    }

    /// The wish, once nothing is missing.
    pub fn wish(&self) -> Option<Wish> {
        match (&self.scope, self.end) {
            (ScopeChoice::Picked(scope), EndChoice::Picked(lasting)) => {
                Some(Wish::Add(Permission::EntraRole { role: self.role, scope: scope.clone() }, lasting))
            }
            _ => None,
        }
    }
}

impl EndChoice {
    /// A number of hours as it was typed. What is no number of hours that can be asked for leaves the choice open.
    pub fn typed(text: &str) -> Self {
        let hours = text.trim().parse::<NonZeroU16>().ok().filter(|hours| *hours <= LONGEST_HOURS);
        hours.map_or(Self::Open, |hours| Self::Picked(Lasting::Hours(hours)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::example::directory_role;
    use crate::well_known::EXCHANGE_ADMINISTRATOR;

    #[test]
    fn terms_become_a_wish_only_when_nothing_is_missing() {
        let wish = directory_role(EXCHANGE_ADMINISTRATOR);
        let whole = RoleTerms::of(&wish).unwrap();
        assert_eq!((whole.wish(), whole.missing()), (Some(wish), Vec::new()));
        for place in [AlternativeScope::AdministrativeUnit, AlternativeScope::Application] {
            let open = RoleTerms { scope: ScopeChoice::Open(place), ..whole.clone() };
            assert_eq!((open.wish(), open.missing()), (None, vec![Missing::Scope(place)]));
            let both = RoleTerms { end: EndChoice::Open, ..open };
            assert_eq!((both.wish(), both.missing()), (None, vec![Missing::Scope(place), Missing::Hours]));
        }
    }

    #[test]
    fn hours_that_cannot_be_asked_for_leave_the_end_open() {
        for text in ["", " ", "0", "-1", "1.5", "4321", "70000", "permanent"] {
            assert_eq!(EndChoice::typed(text), EndChoice::Open, "{text:?}");
        }
        assert_eq!(EndChoice::typed("4320"), EndChoice::Picked(Lasting::Hours(LONGEST_HOURS)));
    }
}
