//! A review: what each wish would do, before anything is done.

use super::plan::{HeldAppRole, HeldDirectoryRole, MissingAppRole, MissingDirectoryRole, ReviewedPlan, Step};
use super::wish::{Lasting, RoleKey, Wish};
use crate::domain::access::{Held, Holding};
use crate::domain::api::{Api, AppRole};
use crate::domain::apis::{ApiState, KnownApis};
use crate::domain::app_role_assignment::AppRoleGrant;
use crate::domain::directory_role::{DirectoryRoleGrant, DirectoryScope, RoleDefinition};
use crate::domain::identity::ManagedIdentity;
use crate::domain::ids::{AppId, AppRoleId, RoleDefinitionId, ServicePrincipalId, TenantId, UserId};
use crate::domain::listing::Listing;
use crate::domain::person::Person;
use crate::domain::problem::Problem;
use crate::domain::time::Timestamp;
use crate::domain::well_known::{roles_that_assign, roles_that_grant};

/// Everything that a review is made of, read from the live tenant.
#[derive(Clone, Copy, Debug)]
pub struct Situation<'a> {
    /// Who will make the change.
    pub person: &'a Person,
    /// Whom it is for.
    pub identity: &'a ManagedIdentity,
    /// What the identity holds.
    pub held: &'a Held,
    /// The APIs of the tenant, as far as they have been looked at.
    pub apis: &'a KnownApis,
    /// The directory roles of the tenant.
    pub directory_roles: &'a Result<Listing<RoleDefinition>, Problem>,
}

/// What would happen, wish by wish. Each wish has exactly one row, and each thing at most one row that changes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    tenant: TenantId,
    person: UserId,
    identities: Vec<ManagedIdentity>,
    rows: Vec<ReviewRow>,
}

/// What one wish would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewRow {
    /// Whom the wish is for.
    pub identity: ServicePrincipalId,
    /// The wish.
    pub wish: Wish,
    /// What it is about, as far as it could be found.
    pub subject: Subject,
    /// What would happen.
    pub verdict: Verdict,
    /// What speaks against it without making it impossible.
    pub warnings: Vec<Warning>,
}

/// What a row is about, with the names that the tenant gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// An app role.
    AppRole {
        /// The API.
        api: AppId,
        /// The API's name, where it is in the tenant.
        api_name: Option<String>,
        /// The role, where the API has it.
        role: Option<AppRole>,
        /// The value or id that was asked for.
        asked: String,
    },
    /// A directory role.
    DirectoryRole {
        /// The role.
        role: RoleDefinitionId,
        /// Its definition, where the tenant has it.
        definition: Option<RoleDefinition>,
        /// Where it is to count.
        scope: DirectoryScope,
    },
    /// An app role of an API that is not known.
    RoleOfUnknownApi {
        /// The service principal of the API.
        resource: ServicePrincipalId,
        /// The API's name as it was noted with the grant; empty, where there is none.
        noted_name: String,
        /// The role.
        role: AppRoleId,
    },
    /// A name that could not be found, or that means more than one thing.
    Name(String),
}

/// What would happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is missing and would be added.
    Add(Step),
    /// It is held and would be taken away.
    Take(Step),
    /// It is held already; nothing would be sent.
    AlreadyHeld {
        /// Since when, where the service says so.
        since: Option<Timestamp>,
    },
    /// It is not held; there is nothing to take away.
    NotHeld,
    /// It cannot be done.
    NotPossible(Obstacle),
}

/// Why something cannot be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// The tenant has no service principal for the API. Someone has to create it first.
    ApiNotInTenant(AppId),
    /// The API could not be read, so its roles are not known.
    ApiUnread(Problem),
    /// No API of the tenant, or not the one that was named, has such a role.
    NoSuchRole,
    /// The role is for people only. An application cannot hold it.
    PeopleOnly,
    /// The API has disabled the role.
    Disabled,
    /// The name means several things; each is a wish to choose instead.
    Ambiguous(Vec<Choice>),
    /// The tenant has no such directory role.
    NoSuchDirectoryRole,
    /// The directory roles could not be read.
    DirectoryRolesUnread(Problem),
    /// The directory role is disabled.
    DirectoryRoleDisabled,
    /// The scope is of a form that is not known.
    ScopeNotKnown,
    /// What the identity holds could not be read in full, so it cannot be told whether this is missing.
    HeldUnread(Problem),
    /// Another row asks for the same.
    AskedTwice,
}

/// One meaning of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The wish that has this meaning.
    pub wish: Wish,
    /// The name of the API or, for a directory role, of the role.
    pub of: String,
}

/// What speaks against a row without making it impossible. The service decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// The person holds none of the roles that are usually needed, of which one would do.
    RoleProbablyMissing(&'static [RoleDefinitionId]),
    /// Which roles the person holds could not be read; one of these is needed.
    OwnRolesUnread(&'static [RoleDefinitionId]),
    /// The identity cannot sign in at present.
    IdentityDisabled,
}

/// Says for each wish what would happen.
pub fn review(situation: Situation<'_>, wishes: &[Wish]) -> Review {
    let mut rows: Vec<ReviewRow> = wishes.iter().map(|wish| row(situation, wish)).collect();
    for at in 1..rows.len() {
        let (before, here) = rows.split_at_mut(at);
        if let Some(step) = here[0].verdict.step()
            && before.iter().any(|row| row.verdict.step() == Some(step))
        {
            here[0].verdict = Verdict::NotPossible(Obstacle::AskedTwice);
            here[0].warnings.clear();
        }
    }
    let Situation { person, identity, .. } = situation;
    Review { tenant: person.tenant.id, person: person.id, identities: vec![identity.clone()], rows }
}

impl Verdict {
    /// What would be sent, where anything would.
    pub fn step(&self) -> Option<&Step> {
        match self {
            Self::Add(step) | Self::Take(step) => Some(step),
            Self::AlreadyHeld { .. } | Self::NotHeld | Self::NotPossible(_) => None,
        }
    }
}

impl Review {
    /// The rows, in the order of the wishes.
    pub fn rows(&self) -> &[ReviewRow] {
        &self.rows
    }

    /// The identities that were reviewed.
    pub fn identities(&self) -> &[ManagedIdentity] {
        &self.identities
    }

    /// How many rows would change something.
    pub fn changes(&self) -> usize {
        self.rows.iter().filter(|row| row.verdict.step().is_some()).count()
    }

    /// One review of several identities, for the same person in the same tenant; nothing, where that is not so.
    pub fn of_all(reviews: Vec<Self>) -> Option<Self> {
        let mut reviews = reviews.into_iter();
        let mut all = reviews.next()?;
        for review in reviews {
            if (review.tenant, review.person) != (all.tenant, all.person) {
                return None;
            }
            all.identities.extend(review.identities);
            all.rows.extend(review.rows);
        }
        Some(all)
    }

    /// The plan that does what the person has left chosen, by row; nothing, where no chosen row changes anything.
    pub fn approve(&self, is_chosen: impl Fn(usize) -> bool) -> Option<ReviewedPlan> {
        let chosen = self.rows.iter().enumerate().filter(|(at, _)| is_chosen(*at));
        let steps: Vec<Step> = chosen.filter_map(|(_, row)| row.verdict.step().cloned()).collect();
        let changed = |identity: &&ManagedIdentity| steps.iter().any(|step| step.principal() == identity.id);
        let identities: Vec<ManagedIdentity> = self.identities.iter().filter(changed).cloned().collect();
        (!steps.is_empty()).then(|| ReviewedPlan::new(self.tenant, self.person, identities, steps))
    }
}

fn row(situation: Situation<'_>, wish: &Wish) -> ReviewRow {
    let (subject, verdict, needs) = match wish {
        Wish::AppRole { api, role } => {
            let (subject, verdict) = app_role(situation, *api, role);
            (subject, verdict, roles_that_grant(*api))
        }
        Wish::DirectoryRole { role, scope, lasting } => {
            let (subject, verdict) = directory_role(situation, *role, scope, *lasting);
            (subject, verdict, roles_that_assign())
        }
        Wish::NoAppRole { resource, role } => {
            let (subject, verdict) = no_app_role(situation, *resource, *role);
            let api = situation.apis.by_id(*resource).map(|api| api.app_id);
            (subject, verdict, api.map_or(roles_that_assign(), roles_that_grant))
        }
        Wish::NoDirectoryRole { role, scope } => {
            let (subject, verdict) = no_directory_role(situation, *role, scope);
            (subject, verdict, roles_that_assign())
        }
        Wish::Named { api, name } => return named(situation, wish, *api, name),
    };
    let warnings = if verdict.step().is_some() { warnings(situation, needs) } else { Vec::new() };
    ReviewRow { identity: situation.identity.id, wish: wish.clone(), subject, verdict, warnings }
}

fn warnings(situation: Situation<'_>, needs: &'static [RoleDefinitionId]) -> Vec<Warning> {
    let mut warnings = Vec::new();
    match &situation.person.roles {
        Ok(roles) if roles.iter().any(|role| needs.contains(role)) => {}
        Ok(_) => warnings.push(Warning::RoleProbablyMissing(needs)),
        Err(_) => warnings.push(Warning::OwnRolesUnread(needs)),
    }
    if !situation.identity.enabled {
        warnings.push(Warning::IdentityDisabled);
    }
    warnings
}

fn app_role(situation: Situation<'_>, app_id: AppId, key: &RoleKey) -> (Subject, Verdict) {
    let asked = match key {
        RoleKey::Id(id) => id.to_string(),
        RoleKey::Value(value) => value.clone(),
    };
    let unread = Problem::Unreadable("the roles of the API");
    let (api, obstacle) = match situation.apis.state(app_id) {
        Some(ApiState::Present(api)) => (Some(api), Obstacle::NoSuchRole),
        Some(ApiState::Absent) => (None, Obstacle::ApiNotInTenant(app_id)),
        Some(ApiState::Unread(problem)) => (None, Obstacle::ApiUnread(problem.clone())),
        None => (None, Obstacle::ApiUnread(unread)),
    };
    let role = api.and_then(|api| best_role(api, key));
    let verdict = match (api, role) {
        (Some(api), Some(role)) => app_role_verdict(situation, api, role),
        _ => Verdict::NotPossible(obstacle),
    };
    let api_name = api.map(|api| api.display_name.clone());
    (Subject::AppRole { api: app_id, api_name, role: role.cloned(), asked }, verdict)
}

/// Where a value is declared twice, the role that can be granted is meant.
fn best_role<'a>(api: &'a Api, key: &'a RoleKey) -> Option<&'a AppRole> {
    match key {
        RoleKey::Id(id) => api.role(*id),
        RoleKey::Value(value) => {
            let mut all = api.roles_by_value(value);
            api.roles_by_value(value).find(|role| role.grantable()).or_else(|| all.next())
        }
    }
}

fn app_role_verdict(situation: Situation<'_>, api: &Api, role: &AppRole) -> Verdict {
    let grant = AppRoleGrant { principal: situation.identity.id, resource: api.id, app_role: role.id };
    match situation.held.app_role(&grant) {
        Holding::Held(assignment) => Verdict::AlreadyHeld { since: assignment.created },
        _ if !role.for_applications => Verdict::NotPossible(Obstacle::PeopleOnly),
        _ if !role.enabled => Verdict::NotPossible(Obstacle::Disabled),
        Holding::Missing => Verdict::Add(Step::Grant(MissingAppRole::new(grant, api.app_id))),
        Holding::Unknown(problem) => Verdict::NotPossible(Obstacle::HeldUnread(problem)),
    }
}

fn no_app_role(situation: Situation<'_>, resource: ServicePrincipalId, role: AppRoleId) -> (Subject, Verdict) {
    let grant = AppRoleGrant { principal: situation.identity.id, resource, app_role: role };
    let api = situation.apis.by_id(resource);
    let holding = situation.held.app_role(&grant);
    let subject = match (api, &holding) {
        (Some(api), _) => Subject::AppRole {
            api: api.app_id,
            api_name: Some(api.display_name.clone()),
            role: api.role(role).cloned(),
            asked: role.to_string(),
        },
        (None, Holding::Held(assignment)) => {
            Subject::RoleOfUnknownApi { resource, noted_name: assignment.resource_name.clone(), role }
        }
        (None, _) => Subject::RoleOfUnknownApi { resource, noted_name: String::new(), role },
    };
    let verdict = match holding {
        Holding::Held(assignment) => {
            let held = HeldAppRole::new(assignment.id.clone(), grant, api.map(|api| api.app_id));
            Verdict::Take(Step::Revoke(held))
        }
        Holding::Missing => Verdict::NotHeld,
        Holding::Unknown(problem) => Verdict::NotPossible(Obstacle::HeldUnread(problem)),
    };
    (subject, verdict)
}

fn definition(situation: Situation<'_>, id: RoleDefinitionId) -> Option<RoleDefinition> {
    let listing = situation.directory_roles.as_ref().ok()?;
    listing.items.iter().find(|definition| definition.id == id).cloned()
}

fn no_directory_role(situation: Situation<'_>, id: RoleDefinitionId, scope: &DirectoryScope) -> (Subject, Verdict) {
    let grant = DirectoryRoleGrant { principal: situation.identity.id, role: id, scope: scope.clone() };
    let verdict = match situation.held.directory_role(&grant) {
        Holding::Held(assignment) => Verdict::Take(Step::Remove(HeldDirectoryRole::new(assignment.id.clone(), grant))),
        Holding::Missing => Verdict::NotHeld,
        Holding::Unknown(problem) => Verdict::NotPossible(Obstacle::HeldUnread(problem)),
    };
    (Subject::DirectoryRole { role: id, definition: definition(situation, id), scope: scope.clone() }, verdict)
}

fn directory_role(
    situation: Situation<'_>,
    id: RoleDefinitionId,
    scope: &DirectoryScope,
    lasting: Lasting,
) -> (Subject, Verdict) {
    let definition = definition(situation, id);
    let grant = DirectoryRoleGrant { principal: situation.identity.id, role: id, scope: scope.clone() };
    let verdict = match (situation.held.directory_role(&grant), &definition, situation.directory_roles) {
        (Holding::Held(_), _, _) => Verdict::AlreadyHeld { since: None },
        (_, _, Err(problem)) => Verdict::NotPossible(Obstacle::DirectoryRolesUnread(problem.clone())),
        (_, None, Ok(listing)) => Verdict::NotPossible(match &listing.gap {
            Some(problem) => Obstacle::DirectoryRolesUnread(problem.clone()),
            None => Obstacle::NoSuchDirectoryRole,
        }),
        (_, Some(definition), _) if !definition.enabled => Verdict::NotPossible(Obstacle::DirectoryRoleDisabled),
        _ if matches!(scope, DirectoryScope::Other(_)) => Verdict::NotPossible(Obstacle::ScopeNotKnown),
        (Holding::Unknown(problem), _, _) => Verdict::NotPossible(Obstacle::HeldUnread(problem)),
        (Holding::Missing, _, _) => Verdict::Add(Step::Assign(MissingDirectoryRole::new(grant, lasting))),
    };
    (Subject::DirectoryRole { role: id, definition, scope: scope.clone() }, verdict)
}

/// A pasted name is looked for in the API that was named with it, else in every API and among the directory roles.
fn named(situation: Situation<'_>, wish: &Wish, api: Option<AppId>, name: &str) -> ReviewRow {
    let obstacle = |obstacle| ReviewRow {
        identity: situation.identity.id,
        wish: wish.clone(),
        subject: Subject::Name(name.to_owned()),
        verdict: Verdict::NotPossible(obstacle),
        warnings: Vec::new(),
    };
    if let Some(app_id) = api {
        return row(situation, &Wish::AppRole { api: app_id, role: RoleKey::Value(name.to_owned()) });
    }
    let mut choices = choices(situation, name);
    match choices.len() {
        0 => obstacle(Obstacle::NoSuchRole),
        1 => row(situation, &choices.remove(0).wish),
        _ => obstacle(Obstacle::Ambiguous(choices)),
    }
}

fn choices(situation: Situation<'_>, name: &str) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::new();
    for api in situation.apis.present() {
        let key = RoleKey::Value(name.to_owned());
        if let Some(role) = best_role(api, &key) {
            let wish = Wish::AppRole { api: api.app_id, role: RoleKey::Id(role.id) };
            choices.push(Choice { wish, of: api.display_name.clone() });
        }
    }
    if let Ok(listing) = situation.directory_roles {
        for definition in listing.items.iter().filter(|it| it.display_name.eq_ignore_ascii_case(name)) {
            let scope = DirectoryScope::Tenant;
            let wish = Wish::DirectoryRole { role: definition.id, scope, lasting: Lasting::Permanent };
            choices.push(Choice { wish, of: definition.display_name.clone() });
        }
    }
    choices
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::change::example::{Example, ORDERS, USERS, directory_role, named, wish};
    use crate::domain::well_known::{
        APPLICATION_ADMINISTRATOR, EXCHANGE_ADMINISTRATOR, EXCHANGE_ONLINE, MICROSOFT_GRAPH, SHAREPOINT_ONLINE,
    };

    /// One word for each verdict.
    fn words(example: &Example, wishes: &[Wish]) -> Vec<&'static str> {
        let word = |row: &ReviewRow| match &row.verdict {
            Verdict::Add(_) => "add",
            Verdict::Take(_) => "take",
            Verdict::AlreadyHeld { .. } => "held",
            Verdict::NotHeld => "not held",
            Verdict::NotPossible(obstacle) => match obstacle {
                Obstacle::ApiNotInTenant(_) => "no api",
                Obstacle::ApiUnread(_) => "api unread",
                Obstacle::NoSuchRole => "no role",
                Obstacle::PeopleOnly => "people only",
                Obstacle::Disabled => "disabled",
                Obstacle::Ambiguous(_) => "ambiguous",
                Obstacle::NoSuchDirectoryRole => "no directory role",
                Obstacle::DirectoryRolesUnread(_) => "directory roles unread",
                Obstacle::DirectoryRoleDisabled => "directory role disabled",
                Obstacle::ScopeNotKnown => "scope not known",
                Obstacle::HeldUnread(_) => "held unread",
                Obstacle::AskedTwice => "asked twice",
            },
        };
        example.review(wishes).rows().iter().map(word).collect()
    }

    #[test]
    fn what_is_missing_is_added_and_what_is_held_is_not() {
        let mut example = Example::new();
        let wishes = [wish(MICROSOFT_GRAPH, "User.Read.All"), directory_role(EXCHANGE_ADMINISTRATOR)];
        assert_eq!(words(&example, &wishes), ["add", "add"]);
        example.hold(MICROSOFT_GRAPH, "User.Read.All");
        example.hold_directory_role(EXCHANGE_ADMINISTRATOR);
        assert_eq!(words(&example, &wishes), ["held", "held"]);
        assert!(example.review(&wishes).approve(|_| true).is_none(), "nothing to do makes no plan");
    }

    #[test]
    fn two_apis_with_one_role_id_are_two_things() {
        let mut example = Example::new();
        example.hold(SHAREPOINT_ONLINE, "User.ReadWrite.All");
        let wishes = [wish(SHAREPOINT_ONLINE, "User.ReadWrite.All"), wish(MICROSOFT_GRAPH, "User.ReadWrite.All")];
        assert_eq!(words(&example, &wishes), ["held", "add"]);
        let plan = example.review(&wishes).approve(|_| true).unwrap();
        let [Step::Grant(missing)] = plan.steps() else { panic!("{:?}", plan.steps()) };
        assert_eq!((missing.api(), missing.grant().app_role.to_string().as_str()), (MICROSOFT_GRAPH, USERS));
    }

    #[test]
    fn what_cannot_be_added_says_why() {
        let example = Example::new();
        let check =
            |wish: Wish, wanted: &str| assert_eq!(words(&example, std::slice::from_ref(&wish)), [wanted], "{wish:?}");
        check(wish(EXCHANGE_ONLINE, "Exchange.ManageAsApp"), "no api");
        check(wish(AppId(crate::domain::guid::Guid::ZERO), "X"), "api unread");
        check(wish(ORDERS, "Orders.Nothing"), "no role");
        check(wish(ORDERS, "Orders.Approve"), "people only");
        check(wish(ORDERS, "orders.old"), "disabled");
        check(named("User.ReadWrite.All"), "ambiguous");
        check(named("orders.read"), "add");
        check(named("exchange administrator"), "add");
        check(named("Nobody.Knows"), "no role");
        check(directory_role("99999999-0000-4000-8000-000000000001".parse().unwrap()), "no directory role");
        check(directory_role("44444444-0000-4000-8000-0000000000d1".parse().unwrap()), "directory role disabled");
        let elsewhere = DirectoryScope::Other("/x/y".to_owned());
        check(
            Wish::DirectoryRole { role: EXCHANGE_ADMINISTRATOR, scope: elsewhere, lasting: Lasting::Permanent },
            "scope not known",
        );
    }

    #[test]
    fn what_could_not_be_read_in_full_is_never_taken_for_missing() {
        let mut example = Example::new();
        example.hold(MICROSOFT_GRAPH, "User.Read.All");
        example.held.app_roles.as_mut().unwrap().gap = Some(Problem::Unreachable);
        example.held.directory_roles = Err(Problem::Offline);
        let wishes = [
            wish(MICROSOFT_GRAPH, "User.Read.All"),
            wish(MICROSOFT_GRAPH, "User.ReadWrite.All"),
            directory_role(EXCHANGE_ADMINISTRATOR),
        ];
        assert_eq!(words(&example, &wishes), ["held", "held unread", "held unread"]);
        example.directory_roles = Err(Problem::Offline);
        assert_eq!(words(&example, &wishes[2..]), ["directory roles unread"]);
    }

    #[test]
    fn the_same_thing_asked_twice_is_added_once() {
        let example = Example::new();
        let by_id =
            Wish::AppRole { api: ORDERS, role: RoleKey::Id("33333333-0000-4000-8000-0000000000c3".parse().unwrap()) };
        assert_eq!(
            words(&example, &[wish(ORDERS, "Orders.Read"), by_id, named("Orders.Read")]),
            ["add", "asked twice", "asked twice"]
        );
    }

    #[test]
    fn an_ambiguous_name_offers_each_meaning_as_a_wish() {
        let example = Example::new();
        let review = example.review(&[named("User.ReadWrite.All")]);
        let Verdict::NotPossible(Obstacle::Ambiguous(choices)) = &review.rows()[0].verdict else {
            panic!("{review:?}")
        };
        let wishes: Vec<Wish> = choices.iter().map(|choice| choice.wish.clone()).collect();
        assert_eq!(words(&example, &wishes), ["add", "add"]);
        assert_ne!(wishes[0], wishes[1]);
    }

    #[test]
    fn taking_away_is_keyed_by_the_assignment_and_leaves_the_twin_of_another_api() {
        let mut example = Example::new();
        example.hold(MICROSOFT_GRAPH, "User.ReadWrite.All");
        example.hold(SHAREPOINT_ONLINE, "User.ReadWrite.All");
        let graph = example.apis.by_app_id(MICROSOFT_GRAPH).unwrap().id;
        let wishes = [Wish::NoAppRole { resource: graph, role: USERS.parse().unwrap() }];
        assert_eq!(words(&example, &wishes), ["take"]);
        let plan = example.review(&wishes).approve(|_| true).unwrap();
        let [Step::Revoke(held)] = plan.steps() else { panic!("{:?}", plan.steps()) };
        assert_eq!((held.grant().resource, held.api()), (graph, Some(MICROSOFT_GRAPH)));
        assert_eq!(held.assignment().as_str(), format!("assignment-{graph}-{USERS}"));
    }

    #[test]
    fn what_is_not_held_cannot_be_taken_away() {
        let mut example = Example::new();
        let graph = example.apis.by_app_id(MICROSOFT_GRAPH).unwrap().id;
        let (role, scope) = (EXCHANGE_ADMINISTRATOR, DirectoryScope::Tenant);
        let wishes = [
            Wish::NoAppRole { resource: graph, role: USERS.parse().unwrap() },
            Wish::NoDirectoryRole { role, scope: scope.clone() },
        ];
        assert_eq!(words(&example, &wishes), ["not held", "not held"]);
        example.hold_directory_role(role);
        assert_eq!(words(&example, &wishes), ["not held", "take"]);
        example.held.app_roles = Err(Problem::Offline);
        assert_eq!(words(&example, &wishes), ["held unread", "take"]);
    }

    #[test]
    fn a_role_of_an_api_that_is_gone_can_still_be_taken_away() {
        let mut example = Example::new();
        example.hold(MICROSOFT_GRAPH, "User.Read.All");
        let grant = example.held.app_roles.as_ref().unwrap().items[0].grant;
        example.apis = KnownApis::default();
        let review = example.review(&[Wish::NoAppRole { resource: grant.resource, role: grant.app_role }]);
        assert!(matches!(review.rows()[0].subject, Subject::RoleOfUnknownApi { .. }));
        assert!(matches!(&review.rows()[0].verdict, Verdict::Take(Step::Revoke(held)) if held.api().is_none()));
    }

    #[test]
    fn what_gives_comes_before_what_takes_over_several_identities() {
        let mut one = Example::new();
        one.hold(MICROSOFT_GRAPH, "User.Read.All");
        let grant = one.held.app_roles.as_ref().unwrap().items[0].grant;
        let mut other = Example::new();
        other.identity.id = "22222222-0000-4000-8000-0000000000b9".parse().unwrap();
        let first = one.review(&[Wish::NoAppRole { resource: grant.resource, role: grant.app_role }]);
        let second = other.review(&[wish(ORDERS, "Orders.Read")]);
        let all = Review::of_all(vec![first.clone(), second.clone()]).unwrap();
        let plan = all.approve(|_| true).unwrap();
        assert_eq!(plan.steps().iter().map(Step::takes).collect::<Vec<_>>(), [false, true]);
        assert_eq!(plan.identities().len(), 2);
        assert_eq!(all.approve(|row| row == 0).unwrap().identities().len(), 1, "only those that are changed");
        other.person.id = "55555555-0000-4000-8000-0000000000e9".parse().unwrap();
        assert!(Review::of_all(vec![first, other.review(&[])]).is_none(), "reviews of two people are not one");
    }

    #[test]
    fn a_missing_role_of_the_person_warns_and_does_not_forbid() {
        let mut example = Example::new();
        example.person.roles = Ok(vec![APPLICATION_ADMINISTRATOR]);
        let wishes = [
            wish(MICROSOFT_GRAPH, "User.Read.All"),
            wish(ORDERS, "Orders.Read"),
            directory_role(EXCHANGE_ADMINISTRATOR),
        ];
        let review = example.review(&wishes);
        assert_eq!(review.changes(), 3);
        let warned: Vec<bool> = review.rows().iter().map(|row| !row.warnings.is_empty()).collect();
        assert_eq!(warned, [true, false, true]);
        assert_eq!(review.rows()[0].warnings, [Warning::RoleProbablyMissing(roles_that_grant(MICROSOFT_GRAPH))]);
        example.person.roles = Err(Problem::Unreachable);
        assert_eq!(example.review(&wishes).rows()[1].warnings, [Warning::OwnRolesUnread(roles_that_grant(ORDERS))]);
    }

    #[test]
    fn a_plan_holds_what_was_left_chosen_and_is_bound_to_who_reviewed_it() {
        let example = Example::new();
        let wishes = [wish(MICROSOFT_GRAPH, "User.Read.All"), wish(ORDERS, "Orders.Old"), wish(ORDERS, "Orders.Read")];
        let review = example.review(&wishes);
        let plan = review.approve(|row| row != 0).unwrap();
        assert_eq!(
            (plan.steps().len(), plan.person(), plan.tenant()),
            (1, example.person.id, example.person.tenant.id)
        );
        assert!(review.approve(|row| row == 1).is_none(), "a row that adds nothing cannot be chosen");
    }
}
