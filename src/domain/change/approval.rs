//! Between a review and a plan: what would be sent, and what a person has to give before it may be.
//!
//! Whoever holds a permission of tier 0 can come to rule the tenant, so that a slip, a stolen click or a link must not
//! be enough to give one: the name of the identity has to be typed and a reason given, and one plan gives such things
//! to one identity only. What takes is not guarded, for it makes nothing worse that an undo could not mend.

use super::plan::{ReviewedPlan, Step};
use crate::domain::identity::ManagedIdentity;
use crate::domain::ids::{ServicePrincipalId, TenantId, UserId};
use crate::domain::scope::Scope;
use crate::domain::visible_text::is_hidden;

/// The most changes that one plan holds: as many as a person can read before approving them.
pub const MOST_CHANGES: usize = 50;

/// The longest reason, in characters.
pub const LONGEST_REASON: usize = 500;

/// The longest name that has to be typed, in characters. Microsoft Entra allows no longer one.
const LONGEST_NAME: usize = 256;

/// Why a change is made, in the words of the person who makes it: some text, without ends of lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason(String);

/// What a person gives along with the approval. Empty texts are as good as none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assurance {
    /// The name of the identity, as it was typed.
    pub name: String,
    /// Why the change is made.
    pub reason: String,
}

/// What would be sent, as long as nobody has approved it. Only a review makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    pub(super) tenant: TenantId,
    pub(super) person: UserId,
    pub(super) identities: Vec<ManagedIdentity>,
    pub(super) steps: Vec<Step>,
}

/// The identity that would come to hold something of tier 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guard<'a>(&'a ManagedIdentity);

/// Why a proposal is not approved, and what the person can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotApproved {
    /// It has more changes than [`MOST_CHANGES`]; leave some out, and do them in another change.
    TooManyChanges(usize),
    /// It gives something of tier 0 to this many identities; leave all but one of them out.
    TierZeroOfSeveral(usize),
    /// The name of the identity has not been typed, or not that one.
    NameMissing,
    /// No reason was given.
    ReasonMissing,
}

impl Reason {
    /// Takes the words without what nobody sees; nothing, where none are left or there are too many.
    pub fn new(text: &str) -> Option<Self> {
        let words = seen(text);
        let fits = !words.is_empty() && words.chars().count() <= LONGEST_REASON;
        fits.then_some(Self(words))
    }

    /// The words. Text of a person: shown, never interpreted as markup.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Proposal {
    /// What would be sent.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The tenant that it is for.
    pub fn tenant(&self) -> TenantId {
        self.tenant
    }

    /// The identities that would be changed.
    pub fn identities(&self) -> &[ManagedIdentity] {
        &self.identities
    }

    /// The scopes that the token must hold.
    pub fn scopes(&self) -> Vec<Scope> {
        Step::scopes_of(&self.steps)
    }

    /// The identity whose name has to be typed, where something of tier 0 is given to one.
    pub fn guard(&self) -> Option<Guard<'_>> {
        let guarded = guarded(&self.steps);
        self.identities.iter().find(|identity| guarded.contains(&identity.id)).map(Guard)
    }

    /// Whether it is too much for one plan, whatever the person says.
    ///
    /// # Errors
    ///
    /// Where it is.
    pub fn fits(&self) -> Result<(), NotApproved> {
        if self.steps.len() > MOST_CHANGES {
            return Err(NotApproved::TooManyChanges(self.steps.len()));
        }
        match guarded(&self.steps).len() {
            0 | 1 => Ok(()),
            several => Err(NotApproved::TierZeroOfSeveral(several)),
        }
    }

    /// The plan, once the person has given what it takes.
    ///
    /// # Errors
    ///
    /// Where something is missing, or it is too much for one plan.
    pub fn approve(self, assurance: &Assurance) -> Result<ReviewedPlan, NotApproved> {
        self.fits()?;
        let reason = Reason::new(&assurance.reason);
        if let Some(guard) = self.guard() {
            if !guard.is_named_by(&assurance.name) {
                return Err(NotApproved::NameMissing);
            }
            if reason.is_none() {
                return Err(NotApproved::ReasonMissing);
            }
        }
        Ok(ReviewedPlan::new(self.tenant, self.person, self.identities, self.steps, reason))
    }
}

impl Guard<'_> {
    /// What has to be typed: the name of the identity or, where there is nothing in it to be seen or no end to it, its
    /// object id.
    pub fn to_type(&self) -> String {
        let name = seen(&self.0.display_name);
        let fits = !name.is_empty() && name.chars().nth(LONGEST_NAME).is_none();
        if fits { name } else { self.0.id.to_string() }
    }

    fn is_named_by(&self, typed: &str) -> bool {
        seen(typed) == self.to_type()
    }
}

/// The identities to which these steps give something of tier 0, each once.
fn guarded(steps: &[Step]) -> Vec<ServicePrincipalId> {
    let mut guarded: Vec<ServicePrincipalId> =
        steps.iter().filter(|step| step.gives_tier_zero()).map(Step::principal).collect();
    guarded.sort_unstable();
    guarded.dedup();
    guarded
}

/// What is seen of a text, with single spaces between its words.
fn seen(text: &str) -> String {
    let shown: String = text.chars().filter(|&c| c.is_whitespace() || !is_hidden(c)).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::change::example::{Example, ORDERS, directory_role, wish};
    use crate::domain::change::review::Review;
    use crate::domain::change::wish::Wish;
    use crate::domain::hostile_names::HOSTILE_NAMES;
    use crate::domain::well_known::{GLOBAL_ADMINISTRATOR, MICROSOFT_GRAPH};

    fn assurance(name: &str, reason: &str) -> Assurance {
        Assurance { name: name.to_owned(), reason: reason.to_owned() }
    }

    #[test]
    fn what_gives_tier_0_takes_the_name_and_a_reason() {
        let example = Example::new();
        let proposal = example.review(&[wish(MICROSOFT_GRAPH, "User.ReadWrite.All")]).proposal(|_| true).unwrap();
        assert_eq!(proposal.guard().unwrap().to_type(), "lazy");
        let check = |name: &str, reason: &str, wanted| {
            let got = proposal.clone().approve(&assurance(name, reason)).map(|plan| plan.reason().cloned());
            assert_eq!(got, wanted, "{name:?} {reason:?}");
        };
        check("", "", Err(NotApproved::NameMissing));
        check("laz", "INC1", Err(NotApproved::NameMissing));
        check("Lazy", "INC1", Err(NotApproved::NameMissing));
        check("lazy", " \n", Err(NotApproved::ReasonMissing));
        let long = "x".repeat(LONGEST_REASON + 1);
        check("lazy", &long, Err(NotApproved::ReasonMissing));
        check(" lazy ", "INC1\nnight run", Ok(Reason::new("INC1 night run")));
    }

    #[test]
    fn what_is_less_or_takes_is_not_guarded() {
        let mut example = Example::new();
        let proposal = example.review(&[wish(ORDERS, "Orders.Read")]).proposal(|_| true).unwrap();
        assert_eq!(proposal.guard(), None);
        assert!(proposal.approve(&Assurance::default()).is_ok());
        example.hold(MICROSOFT_GRAPH, "User.ReadWrite.All");
        let held = example.held.app_roles.as_ref().unwrap().items[0].grant;
        let taking = Wish::NoAppRole { resource: held.resource, role: held.app_role };
        assert!(example.review(&[taking]).proposal(|_| true).unwrap().approve(&Assurance::default()).is_ok());
    }

    #[test]
    fn a_directory_role_of_tier_0_is_guarded_wherever_it_counts() {
        let mut example = Example::new();
        let listing = example.directory_roles.as_mut().unwrap();
        let mut definition = listing.items[0].clone();
        definition.id = GLOBAL_ADMINISTRATOR;
        listing.items.push(definition);
        let proposal = example.review(&[directory_role(GLOBAL_ADMINISTRATOR)]).proposal(|_| true).unwrap();
        assert_eq!(proposal.approve(&Assurance::default()), Err(NotApproved::NameMissing));
    }

    #[test]
    fn one_plan_gives_tier_0_to_one_identity() {
        let (one, mut other) = (Example::new(), Example::new());
        other.identity.id = "22222222-0000-4000-8000-0000000000b9".parse().unwrap();
        let broad = [wish(MICROSOFT_GRAPH, "User.ReadWrite.All")];
        let all = Review::of_all(vec![one.review(&broad), other.review(&broad)]).unwrap();
        let both = all.proposal(|_| true).unwrap();
        assert_eq!(both.approve(&assurance("lazy", "INC1")), Err(NotApproved::TierZeroOfSeveral(2)));
        assert!(all.proposal(|row| row == 1).unwrap().approve(&assurance("lazy", "INC1")).is_ok());
    }

    #[test]
    fn a_plan_is_no_longer_than_a_person_can_read() {
        let reviews = (0..=MOST_CHANGES).map(|number| {
            let mut example = Example::new();
            example.identity.id = format!("22222222-0000-4000-8000-{number:012x}").parse().unwrap();
            example.review(&[wish(ORDERS, "Orders.Read")])
        });
        let all = Review::of_all(reviews.collect()).unwrap();
        let too_many = NotApproved::TooManyChanges(MOST_CHANGES + 1);
        assert_eq!(all.proposal(|_| true).unwrap().approve(&Assurance::default()), Err(too_many));
        assert!(all.proposal(|row| row > 0).unwrap().approve(&Assurance::default()).is_ok());
    }

    #[test]
    fn a_name_can_be_typed_whatever_is_hidden_in_it() {
        for name in HOSTILE_NAMES {
            let mut example = Example::new();
            example.identity.display_name = (*name).to_owned();
            let proposal = example.review(&[wish(MICROSOFT_GRAPH, "User.ReadWrite.All")]).proposal(|_| true).unwrap();
            let typed = proposal.guard().unwrap().to_type();
            assert!(!typed.is_empty() && !typed.contains(is_hidden), "{name:?}");
            assert!(proposal.approve(&assurance(&typed, "INC1")).is_ok(), "{name:?}");
        }
    }

    #[test]
    fn nobody_has_to_type_a_name_without_end() {
        let mut example = Example::new();
        example.identity.display_name = "x".repeat(LONGEST_NAME + 1);
        let id = example.identity.id.to_string();
        let proposal = example.review(&[wish(MICROSOFT_GRAPH, "User.ReadWrite.All")]).proposal(|_| true).unwrap();
        assert_eq!(proposal.guard().unwrap().to_type(), id);
    }

    #[test]
    fn a_name_that_looks_the_same_is_not_the_name() {
        let mut example = Example::new();
        example.identity.display_name = "L\u{430}zy".to_owned();
        let proposal = example.review(&[wish(MICROSOFT_GRAPH, "User.ReadWrite.All")]).proposal(|_| true).unwrap();
        assert!(proposal.approve(&assurance("Lazy", "INC1")).is_err());
    }
}
