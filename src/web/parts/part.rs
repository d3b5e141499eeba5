//! The parts that the program is fetched in, and which of them are fetched before they are asked for.

use crate::web::navigation::route::Page;

/// A part of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProgramPart {
    /// The frame around the pages of an open tenant, and its list of identities.
    Workplace,
    /// An identity's page.
    Looking,
    /// What else an identity's page has: the access map, readiness, code, files, Azure, and its activity.
    Describing,
    /// The choice of what is changed.
    Changing,
    /// New identities: enabling, creating, attaching.
    Enabling,
    /// Other ways to choose than the search, and the comparison of identities.
    Adding,
    /// The review of a change, its application and its receipt.
    Applying,
    /// Change requests, the list of receipts, and interrupted changes.
    Records,
    /// The review of the tenant.
    Reviewing,
    /// Permission sets.
    Sets,
    /// Settings, and how to connect a tenant.
    Settling,
    /// The command palette, and the list of shortcuts.
    Finding,
}

impl ProgramPart {
    /// The parts that are fetched while the browser is idle, once a tenant is open, in the order in which most people
    /// need them.
    pub const AHEAD: [Self; 6] =
        [Self::Looking, Self::Describing, Self::Changing, Self::Adding, Self::Applying, Self::Reviewing];

    /// The part that draws a page; `None` for those of the first part and of the workplace.
    pub fn of(page: Page) -> Option<Self> {
        match page {
            Page::Home | Page::Identities | Page::NotFound => None,
            Page::Identity(_) => Some(Self::Looking),
            Page::Compare(_) => Some(Self::Adding),
            Page::Change(_) => Some(Self::Changing),
            Page::NewIdentity => Some(Self::Enabling),
            Page::Receipt(_) => Some(Self::Applying),
            Page::Draft | Page::Activity => Some(Self::Records),
            Page::Review => Some(Self::Reviewing),
            Page::Sets | Page::Set(_) | Page::NewSet => Some(Self::Sets),
            Page::Settings | Page::Connect | Page::Rights => Some(Self::Settling),
        }
    }
}

/// A section of a page that another part draws than the rest of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageSection {
    /// The access map of an identity.
    AccessMap,
    /// Whether an identity's permissions work yet.
    Readiness,
    /// The lines with which code connects as an identity.
    UseInCode,
    /// Files with what was read of an identity.
    Export,
    /// What happened to an identity and what it did.
    Activity,
    /// The Azure roles of an identity.
    AzureRoles,
    /// Who can act as an identity, because they may run code where it lives.
    AzureControl,
    /// The page of a service principal that isn't a managed identity, below its heading.
    ServicePrincipal,
    /// What a job's card opens, for the jobs that aren't permission sets.
    JobContents,
    /// The identities that a change is for.
    Recipients,
    /// Sharing what is chosen.
    ShareChoice,
    /// The review of a change.
    ReviewStep,
    /// A change that is being applied.
    ApplyStep,
    /// The way from an applied change to its receipt.
    ReceiptStep,
    /// The receipt of a change of a resource's identity, and its undo.
    IdentityReceipt,
}

impl PageSection {
    /// The part that draws it.
    pub const fn part(self) -> ProgramPart {
        match self {
            Self::AccessMap
            | Self::Readiness
            | Self::UseInCode
            | Self::Export
            | Self::Activity
            | Self::AzureRoles
            | Self::AzureControl
            | Self::ServicePrincipal => ProgramPart::Describing,
            Self::JobContents | Self::Recipients | Self::ShareChoice => ProgramPart::Adding,
            Self::ReviewStep | Self::ApplyStep | Self::ReceiptStep => ProgramPart::Applying,
            Self::IdentityReceipt => ProgramPart::Enabling,
        }
    }
}

/// Whether parts may be fetched ahead: not where the user has turned that off, nor where the browser says that it is to
/// save data.
pub fn may_fetch_ahead(is_turned_off: bool, saves_data: bool) -> bool {
    !is_turned_off && !saves_data
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::navigation::route::Route;

    #[test]
    fn a_link_is_known_by_the_part_that_its_page_needs() {
        let part = |link: &str| ProgramPart::of(Route::parse(link).page());
        let id = "11111111-0000-4000-8000-000000000001";
        assert_eq!(part(&format!("#/identity/{id}")), Some(ProgramPart::Looking));
        assert_eq!(part(&format!("#/identity/{id}/change")), Some(ProgramPart::Changing));
        assert_eq!(part("#/new-identity?job=enable"), Some(ProgramPart::Enabling));
        assert_eq!(part("#/activity"), Some(ProgramPart::Records));
        assert_eq!(part("#/review"), Some(ProgramPart::Reviewing));
        assert_eq!(part("#/sets"), Some(ProgramPart::Sets));
        assert_eq!(part("#/settings"), Some(ProgramPart::Settling));
        for here in ["#/", "#/identities?q=x", "#main", "https://portal.azure.com/#/review"] {
            assert_eq!(part(here), None, "{here}");
        }
    }

    #[test]
    fn nothing_is_fetched_ahead_against_the_users_will() {
        assert!(may_fetch_ahead(false, false));
        assert!(!may_fetch_ahead(true, false) && !may_fetch_ahead(false, true));
    }
}
