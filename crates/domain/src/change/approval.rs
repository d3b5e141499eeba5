//! Between a review and a plan: what would be sent, and what a user has to give before it may be.
//!
//! A permission of tier 0 leads to control of the tenant, so that a slip, a stolen click or a link must not be enough
//! to give one: the name of the identity has to be typed and a reason given, and one plan gives such permissions to one
//! identity only. An unrated permission is treated alike where [`super::privilege`] says so. Removals are not guarded:
//! an undo reverses them.
//!
//! A name alone does not tell an identity from another one of the same name. Where that is so, or is not known, the
//! last four characters of the object ID are typed as well. A change of other identities than the one whose page it was
//! opened from is confirmed for these identities.

use super::plan::{ReviewedPlan, Step};
use super::reason::Reason;
use crate::identity::ManagedIdentity;
use crate::ids::{ServicePrincipalId, TenantId, UserId};
use crate::scope::Scope;
use crate::sorted_set::SortedSet;
use crate::visible_text::without_hidden;

/// The most changes that one plan contains: as many as a user can read before approving them.
pub const MOST_CHANGES: usize = 50;

/// The longest name that has to be typed, in characters. Microsoft Entra allows no longer one.
const LONGEST_NAME: usize = 256;

/// What a user gives along with the approval. Empty texts are as good as none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assurance {
    /// The name of the identity, as it was typed.
    pub name: String,
    /// The last characters of its object ID, as they were typed.
    pub id_ending: String,
    /// Why the change is made.
    pub reason: String,
    /// The identities for which the user has confirmed the change, where it is not only for that of the page.
    pub confirmed: SortedSet<ServicePrincipalId>,
}

/// What would be sent, as long as no one has approved it. Only a review makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    pub(super) tenant: TenantId,
    pub(super) person: UserId,
    /// The identity whose page the change was opened from.
    pub(super) page: ServicePrincipalId,
    pub(super) identities: Vec<ManagedIdentity>,
    pub(super) steps: Vec<Step>,
    /// The identities that would get what is guarded, and whether some of it is rated tier 0.
    pub(super) guarded: SortedSet<(ServicePrincipalId, bool)>,
    /// How many rows of the review ask something that the user has not answered.
    pub(super) questions: usize,
    /// The identities that are known to be the only ones of their name.
    pub(super) unique: SortedSet<ServicePrincipalId>,
}

/// The identity that would get what is guarded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guard<'a> {
    identity: &'a ManagedIdentity,
    is_unique: bool,
    is_tier_zero: bool,
}

/// Why a proposal is not approved, and what the user can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotApproved {
    /// It has more changes than [`MOST_CHANGES`]; leave some out, and do them in another change.
    TooManyChanges(usize),
    /// It gives tier 0 or unrated permissions to this many identities; leave all but one of them out.
    TierZeroOfSeveral(usize),
    /// This many rows have several meanings: choose one for each, or leave the row out.
    Unsettled(usize),
    /// The user has not confirmed that this many identities are meant beside or instead of that of the page.
    IdentitiesNotConfirmed(usize),
    /// The name of the identity has not been typed, or not that one.
    NameMissing,
    /// The last characters of the object ID have not been typed, or not those.
    IdEndingMissing,
    /// No reason was given.
    ReasonMissing,
}

/// How many characters of the object ID tell apart identities of one name.
pub const ID_ENDING: usize = 4;

impl Proposal {
    /// Whether the other would send the same to the same identities, and asks for the same approval.
    pub fn changes_the_same_as(&self, other: &Self) -> bool {
        let ids = |of: &Self| of.identities.iter().map(|it| it.id).collect::<Vec<_>>();
        self.steps == other.steps
            && ids(self) == ids(other)
            && self.guarded == other.guarded
            && self.questions == other.questions
    }

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

    /// The scopes that the token must have.
    pub fn scopes(&self) -> Vec<Scope> {
        Step::scopes_of(&self.steps)
    }

    /// Whether it would change an Azure role, which takes the token for Azure.
    pub fn changes_azure(&self) -> bool {
        self.steps.iter().any(Step::is_azure)
    }

    /// Notes the identities that are known to be the only ones of their name.
    #[must_use]
    pub fn with_unique(self, unique: SortedSet<ServicePrincipalId>) -> Self {
        Self { unique, ..self }
    }

    /// The identities that are known to be the only ones of their name.
    pub fn unique(&self) -> &SortedSet<ServicePrincipalId> {
        &self.unique
    }

    /// The identities that would be changed beside or instead of the one whose page the change was opened from.
    pub fn other_identities(&self) -> Vec<&ManagedIdentity> {
        self.identities.iter().filter(|identity| identity.id != self.page).collect()
    }

    /// The identities for which the user has to confirm the change: all, where it is not for that of the page alone.
    pub fn to_confirm(&self) -> SortedSet<ServicePrincipalId> {
        let is_elsewhere = !self.other_identities().is_empty();
        self.identities.iter().filter(|_| is_elsewhere).map(|identity| identity.id).collect()
    }

    /// The identity whose name has to be typed, where something guarded is given to one.
    pub fn guard(&self) -> Option<Guard<'_>> {
        let (_, identity) = self
            .guarded
            .iter()
            .find_map(|(id, _)| Some((id, self.identities.iter().find(|identity| identity.id == *id)?)))?;
        let is_tier_zero = self.guarded.contains(&(identity.id, true));
        Some(Guard { identity, is_unique: self.unique.contains(&identity.id), is_tier_zero })
    }

    /// Whether it can be approved at all, whatever the user gives along.
    ///
    /// # Errors
    ///
    /// Where it is too much for one plan, or a question is open.
    pub fn fits(&self) -> Result<(), NotApproved> {
        if self.questions > 0 {
            return Err(NotApproved::Unsettled(self.questions));
        }
        if self.steps.len() > MOST_CHANGES {
            return Err(NotApproved::TooManyChanges(self.steps.len()));
        }
        let guarded: SortedSet<ServicePrincipalId> = self.guarded.iter().map(|(id, _)| *id).collect();
        match guarded.len() {
            0 | 1 => Ok(()),
            several => Err(NotApproved::TierZeroOfSeveral(several)),
        }
    }

    /// The plan, once the user has given what it takes.
    ///
    /// # Errors
    ///
    /// Where something is missing, or it is too much for one plan.
    pub fn approve(self, assurance: &Assurance) -> Result<ReviewedPlan, NotApproved> {
        self.fits()?;
        let to_confirm = self.to_confirm();
        if !to_confirm.is_subset(&assurance.confirmed) {
            return Err(NotApproved::IdentitiesNotConfirmed(to_confirm.len()));
        }
        let reason = Reason::new(&assurance.reason);
        if let Some(guard) = self.guard() {
            guard.check(assurance)?;
            if reason.is_none() {
                return Err(NotApproved::ReasonMissing);
            }
        }
        Ok(ReviewedPlan::new(self.tenant, self.person, self.identities, self.steps, reason))
    }
}

impl<'a> Guard<'a> {
    /// For an identity that is given something guarded, or that is itself given to a resource. `is_unique` says that no
    /// other identity has the name, for certain.
    pub fn of(identity: &'a ManagedIdentity, is_unique: bool, is_tier_zero: bool) -> Self {
        Self { identity, is_unique, is_tier_zero }
    }
}

impl Guard<'_> {
    /// The identity.
    pub fn identity(&self) -> &ManagedIdentity {
        self.identity
    }

    /// Whether something that it would get is rated tier 0, and not only unrated.
    pub fn is_tier_zero(&self) -> bool {
        self.is_tier_zero
    }

    /// What has to be typed: the name of the identity or, where there is nothing in it to be seen or no end to it, its
    /// object ID.
    pub fn to_type(&self) -> String {
        self.name().unwrap_or_else(|| self.identity.id.to_string())
    }

    /// The last characters of the object ID, where they have to be typed as well: another identity has the name, or it is
    /// not known that none has.
    pub fn id_ending(&self) -> Option<String> {
        let is_asked = !self.is_unique && self.name().is_some();
        is_asked.then(|| id_ending(self.identity.id))
    }

    /// Whether the user has typed what tells that this identity is meant.
    ///
    /// # Errors
    ///
    /// What is missing.
    pub fn check(&self, assurance: &Assurance) -> Result<(), NotApproved> {
        if !self.is_named_by(&assurance.name) {
            return Err(NotApproved::NameMissing);
        }
        match self.ends_with(&assurance.id_ending) {
            true => Ok(()),
            false => Err(NotApproved::IdEndingMissing),
        }
    }

    fn name(&self) -> Option<String> {
        let name = without_hidden(&self.identity.display_name);
        let fits = !name.is_empty() && name.chars().nth(LONGEST_NAME).is_none();
        fits.then_some(name)
    }

    fn is_named_by(&self, typed: &str) -> bool {
        without_hidden(typed) == self.to_type()
    }

    fn ends_with(&self, typed: &str) -> bool {
        self.id_ending().is_none_or(|ending| typed.trim().eq_ignore_ascii_case(&ending))
    }
}

/// The last characters of an object ID, by which identities of one name are distinguished.
pub fn id_ending(id: ServicePrincipalId) -> String {
    let id = id.to_string();
    id[id.len() - ID_ENDING..].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::example::{Example, ORDERS, directory_role, named, wish};
    use crate::change::origin::{Origin, Preselected};
    use crate::change::permission::{AppRoleIds, Permission};
    use crate::change::reason::LONGEST_REASON;
    use crate::change::review::Review;
    use crate::change::wish::Wish;
    use crate::hostile_names::HOSTILE_NAMES;
    use crate::visible_text::is_hidden;
    use crate::well_known::{GLOBAL_ADMINISTRATOR, MICROSOFT_GRAPH};

    fn assurance(name: &str, reason: &str) -> Assurance {
        Assurance { name: name.to_owned(), reason: reason.to_owned(), ..Assurance::default() }
    }

    /// The proposal of a review whose identities are the only ones of their name.
    fn proposed(review: &Review) -> Proposal {
        let unique = review.identities().iter().map(|identity| identity.id).collect();
        review.proposal(|_| true).unwrap().with_unique(unique)
    }

    /// The review of a row that this filled in.
    fn brought(example: &Example, wish: Wish, origin: Origin) -> Proposal {
        let mut review = example.review(&[wish]);
        review.note_preselected(|_| Some(Preselected::by(origin)));
        proposed(&review)
    }

    #[test]
    fn what_gives_tier_0_takes_the_name_and_a_reason() {
        let example = Example::new();
        let proposal = proposed(&example.review(&[wish(MICROSOFT_GRAPH, "User.ReadWrite.All")]));
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
        let proposal = proposed(&example.review(&[wish(ORDERS, "Orders.Read")]));
        assert_eq!(proposal.guard(), None);
        assert!(proposal.approve(&Assurance::default()).is_ok());
        example.hold(MICROSOFT_GRAPH, "User.ReadWrite.All");
        let held = example.held.app_roles.as_ref().unwrap().items[0].grant;
        let taking = Wish::Remove(Permission::AppRole(AppRoleIds { resource: held.resource, role: held.app_role }));
        assert!(proposed(&example.review(&[taking])).approve(&Assurance::default()).is_ok());
    }

    #[test]
    fn a_directory_role_of_tier_0_is_guarded_wherever_it_counts() {
        let mut example = Example::new();
        let listing = example.directory_roles.as_mut().unwrap();
        let mut definition = listing.items[0].clone();
        definition.id = GLOBAL_ADMINISTRATOR;
        listing.items.push(definition);
        let proposal = proposed(&example.review(&[directory_role(GLOBAL_ADMINISTRATOR)]));
        assert_eq!(proposal.approve(&Assurance::default()), Err(NotApproved::NameMissing));
    }

    #[test]
    fn one_plan_gives_tier_0_to_one_identity() {
        let (one, mut other) = (Example::new(), Example::new());
        other.identity.id = "22222222-0000-4000-8000-0000000000b9".parse().unwrap();
        let broad = [wish(MICROSOFT_GRAPH, "User.ReadWrite.All")];
        let all = Review::of_all(vec![one.review(&broad), other.review(&broad)]).unwrap();
        let both = proposed(&all);
        assert_eq!(both.clone().approve(&assurance("lazy", "INC1")), Err(NotApproved::TierZeroOfSeveral(2)));
        let second = all.proposal(|row| row == 1).unwrap().with_unique(both.unique.clone());
        let confirmed = Assurance { confirmed: second.to_confirm(), ..assurance("lazy", "INC1") };
        assert!(second.approve(&confirmed).is_ok());
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
        let fewer = all.proposal(|row| row > 0).unwrap();
        let confirmed = Assurance { confirmed: fewer.to_confirm(), ..Assurance::default() };
        assert!(fewer.approve(&confirmed).is_ok());
    }

    #[test]
    fn a_name_can_be_typed_whatever_is_hidden_in_it() {
        for name in HOSTILE_NAMES {
            let mut example = Example::new();
            example.identity.display_name = (*name).to_owned();
            let proposal = proposed(&example.review(&[wish(MICROSOFT_GRAPH, "User.ReadWrite.All")]));
            let typed = proposal.guard().unwrap().to_type();
            assert!(!typed.is_empty() && !typed.contains(is_hidden), "{name:?}");
            assert!(proposal.approve(&assurance(&typed, "INC1")).is_ok(), "{name:?}");
        }
    }

    #[test]
    fn long_name_is_approved_by_the_object_id() {
        let mut example = Example::new();
        example.identity.display_name = "x".repeat(LONGEST_NAME + 1);
        let id = example.identity.id.to_string();
        let proposal = proposed(&example.review(&[wish(MICROSOFT_GRAPH, "User.ReadWrite.All")]));
        assert_eq!(proposal.guard().unwrap().to_type(), id);
    }

    #[test]
    fn look_alike_name_approves_nothing() {
        let mut example = Example::new();
        example.identity.display_name = "L\u{430}zy".to_owned();
        let proposal = proposed(&example.review(&[wish(MICROSOFT_GRAPH, "User.ReadWrite.All")]));
        assert!(proposal.approve(&assurance("Lazy", "INC1")).is_err());
    }

    #[test]
    fn change_of_another_identity_than_the_pages_requires_its_confirmation() {
        let example = Example::new();
        let page = "22222222-0000-4000-8000-0000000000b9".parse().unwrap();
        let elsewhere = proposed(&example.review(&[wish(ORDERS, "Orders.Read")]).opened_from(page));
        assert_eq!(elsewhere.other_identities().len(), 1);
        let refused = elsewhere.clone().approve(&Assurance::default());
        assert_eq!(refused, Err(NotApproved::IdentitiesNotConfirmed(1)));
        let wrong = Assurance { confirmed: SortedSet::from([page]), ..Assurance::default() };
        assert_eq!(elsewhere.clone().approve(&wrong), Err(NotApproved::IdentitiesNotConfirmed(1)));
        let confirmed = Assurance { confirmed: SortedSet::from([example.identity.id]), ..Assurance::default() };
        assert!(elsewhere.approve(&confirmed).is_ok());
    }

    #[test]
    fn name_that_may_not_be_unique_requires_the_end_of_the_object_id() {
        let example = Example::new();
        let review = example.review(&[wish(MICROSOFT_GRAPH, "User.ReadWrite.All")]);
        let unknown = review.proposal(|_| true).unwrap();
        assert_eq!(unknown.guard().unwrap().id_ending().as_deref(), Some("00b1"));
        assert_eq!(unknown.clone().approve(&assurance("lazy", "INC1")), Err(NotApproved::IdEndingMissing));
        let typed = |ending: &str| Assurance { id_ending: ending.to_owned(), ..assurance("lazy", "INC1") };
        assert_eq!(unknown.clone().approve(&typed("00b2")), Err(NotApproved::IdEndingMissing));
        assert!(unknown.approve(&typed(" 00B1 ")).is_ok());
        assert_eq!(proposed(&review).guard().unwrap().id_ending(), None);
    }

    #[test]
    fn custom_role_not_chosen_by_the_user_requires_the_typed_name() {
        let example = Example::new();
        let chosen = proposed(&example.review(&[wish(ORDERS, "Orders.Read")]));
        assert_eq!(chosen.guard(), None);
        for origin in Origin::ALL {
            let brought = brought(&example, wish(ORDERS, "Orders.Read"), origin);
            assert!(!brought.guard().unwrap().is_tier_zero(), "{origin:?}");
            assert_eq!(brought.clone().approve(&Assurance::default()), Err(NotApproved::NameMissing));
            assert!(brought.approve(&assurance("lazy", "INC1")).is_ok());
        }
    }

    #[test]
    fn built_in_role_that_this_release_does_not_know_is_guarded_as_tier_0() {
        let mut example = Example::new();
        let unknown = "12345678-0000-4000-8000-000000000002".parse().unwrap();
        let listing = example.directory_roles.as_mut().unwrap();
        let mut definition = listing.items[0].clone();
        definition.id = unknown;
        listing.items.push(definition);
        let proposal = proposed(&example.review(&[directory_role(unknown)]));
        assert_eq!(proposal.approve(&Assurance::default()), Err(NotApproved::NameMissing));
    }

    #[test]
    fn question_that_is_not_answered_keeps_the_whole_change_from_being_approved() {
        let example = Example::new();
        let wishes = [wish(ORDERS, "Orders.Read"), named("User.ReadWrite.All")];
        let review = example.review(&wishes);
        assert!(review.rows()[1].is_question());
        let proposal = proposed(&review);
        assert_eq!(proposal.approve(&Assurance::default()), Err(NotApproved::Unsettled(1)));
    }
}
