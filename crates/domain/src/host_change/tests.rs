//! Tests of the rules for new identities, by type of resource, and of the state machine.

mod undo;

use std::time::Duration;

use super::*;
use crate::azure_reach::KnownTier;
use crate::azure_resource::AzureResource;
use crate::azure_rights::AzureRight;
use crate::azure_role::AzureScope;
use crate::azure_write_problem::AzureWriteProblem;
use crate::change::approval::{Assurance, NotApproved};
use crate::ids::{AppId, ServicePrincipalId, TenantId, UserId};
use crate::problem::{Problem, ServiceMessage};
use crate::tiers::{Tier, TierGap, TierGaps};
use crate::time::Timestamp;

const GROUP: &str = "/subscriptions/1b87a2f0-0000-4000-8000-000000000001/resourceGroups/rg/providers/";
const TENANT: TenantId = TenantId::known("7f3a1c52-9d04-4e6b-8a17-2c5e90d1b640");
const PERSON: UserId = UserId::known("7f3a1c52-9d04-4e6b-8a17-2c5e90d1b641");
const OWN: ServicePrincipalId = ServicePrincipalId::known("8097154c-b14f-4898-928c-16ca80e12dfd");
const OTHER: ServicePrincipalId = ServicePrincipalId::known("8097154c-b14f-4898-928c-16ca80e12dfe");
const ROOT: &str = "https://management.azure.com";

fn of_type(resource_type: &str) -> AzureResource {
    let (provider, types) = resource_type.split_once('/').unwrap();
    let named: Vec<String> = types.split('/').map(|part| format!("{part}/it")).collect();
    AzureResource::parse(&format!("{GROUP}{provider}/{}", named.join("/"))).unwrap()
}

fn identity(name: &str) -> AzureResource {
    AzureResource::parse(&format!("{GROUP}Microsoft.ManagedIdentity/userAssignedIdentities/{name}")).unwrap()
}

fn automation() -> AzureResource {
    of_type("Microsoft.Automation/automationAccounts")
}

fn attached(names: &[&str]) -> HostIdentity {
    let of = |name: &&str| AttachedIdentity { resource: identity(name), principal: Some(OTHER) };
    HostIdentity { system: SystemAssigned::Off, attached: names.iter().map(of).collect() }
}

fn on(mut identity: HostIdentity) -> HostIdentity {
    identity.system = SystemAssigned::On(OWN);
    identity
}

fn host(resource: AzureResource, identity: HostIdentity) -> HostResource {
    HostResource {
        resource,
        region: "West Europe".to_owned(),
        identity,
        state: HostState::Settled,
        manual_upgrade: false,
    }
}

fn facts(resource: AzureResource, identity: HostIdentity) -> HostFacts {
    let host = host(resource, identity);
    HostFacts { host, right: AzureRight::Probably, locks: Ok(Vec::new()), identities: Vec::new(), attached: Vec::new() }
}

/// The same for a user who may assign whatever is attached.
fn with_rights(mut facts: HostFacts) -> HostFacts {
    let attached = facts.host.identity.attached.iter();
    facts.attached = attached.map(|it| (it.resource.clone(), AzureRight::Probably)).collect();
    facts
}

fn attach_facts(name: &str) -> AttachFacts {
    let read = UserAssignedIdentity {
        resource: identity(name),
        principal: OTHER,
        client: AppId::known("a72223ed-0a1e-4683-9b4b-44bed448bccc"),
        region: "westeurope".to_owned(),
        regional: false,
    };
    AttachFacts { resource: identity(name), identity: Ok(Some(read)), right: AzureRight::Probably, power: power(None) }
}

fn power(tier: Option<Tier>) -> IdentityPower {
    IdentityPower { known: KnownTier { tier, gaps: TierGaps::NONE }, has_unrated: false }
}

/// Facts of which the identities that are to be attached can do this.
fn with_powers(powers: &[(&str, IdentityPower)]) -> HostFacts {
    let identities = powers.iter().enumerate().map(|(number, (name, power))| {
        let mut facts = AttachFacts { power: *power, ..attach_facts(name) };
        if let Ok(Some(read)) = &mut facts.identity {
            read.principal = format!("8097154c-b14f-4898-928c-16ca80e1{number:04x}").parse().unwrap();
        }
        facts
    });
    HostFacts { identities: identities.collect(), ..facts(automation(), HostIdentity::NONE) }
}

fn attach(resource: AzureResource, names: &[&str]) -> HostWish {
    HostWish::Attach { host: resource, identities: names.iter().map(|name| identity(name)).collect() }
}

fn said(status: u16, code: &str) -> ServiceMessage {
    ServiceMessage { status, code: code.to_owned(), message: "Words.".to_owned(), request_id: None }
}

fn at(seconds: u64) -> Timestamp {
    Timestamp::from_millis(1_790_000_000_000) + Duration::from_secs(seconds)
}

fn names(resources: &[AzureResource]) -> Vec<&str> {
    resources.iter().map(AzureResource::name).collect()
}

fn new_identity() -> NewIdentity {
    NewIdentity {
        subscription: "1b87a2f0-0000-4000-8000-000000000001".parse().unwrap(),
        group: "rg".to_owned(),
        region: AzureRegion::named("West Europe").unwrap(),
        name: IdentityName::parse("id-runbooks").unwrap(),
    }
}

fn approved(wish: HostWish, before: HostIdentity) -> ReviewedHostChange {
    if let HostWish::Create(new) = wish {
        let regions = Ok(vec![new.region.clone()]);
        let facts = CreationFacts { existing: None, right: AzureRight::Probably, locks: Ok(Vec::new()), regions };
        return review_creation(new, &facts).approve(TENANT, PERSON, &Assurance::default()).unwrap();
    }
    let mut facts = facts(wish.host().unwrap().clone(), before);
    facts.identities = wish.identities().iter().map(|it| attach_facts(it.name())).collect();
    review_host(wish, &facts).approve(TENANT, PERSON, &Assurance::default()).unwrap()
}

#[test]
fn every_type_keeps_what_is_attached_in_every_request() {
    for host_type in HostType::all() {
        let resource = of_type(host_type.resource_type);
        assert_eq!(HostType::of(&resource), HostSupport::Here(host_type), "{host_type:?}");
        let request = |wish: HostWish, now: &HostIdentity| {
            let request = wish.request(host_type, now, |_| true).unwrap();
            let named: Vec<String> = names(&request.named).into_iter().map(str::to_owned).collect();
            (request.type_text.replace(' ', ""), named)
        };
        let both = "SystemAssigned,UserAssigned".to_owned();
        let enable = || HostWish::Enable(resource.clone());
        // Enabling: none attached, and two that stay.
        assert_eq!(request(enable(), &HostIdentity::NONE), ("SystemAssigned".to_owned(), vec![]));
        let two = attached(&["first", "second"]);
        assert_eq!(request(enable(), &two), (both.clone(), vec!["first".to_owned(), "second".to_owned()]));
        // Attaching: a type that merges gets what is new, every other type gets all.
        let (kind, named) = request(attach(resource.clone(), &["third", "first"]), &on(two));
        assert_eq!(kind, both, "the system-assigned identity stays enabled");
        let wanted: &[&str] = match host_type.map {
            MapRule::Merge => &["third"],
            MapRule::Whole => &["first", "second", "third"],
        };
        assert_eq!(named, wanted, "{host_type:?}");
        assert_eq!(request(attach(resource.clone(), &["third"]), &HostIdentity::NONE).0, "UserAssigned");
        // Without the right to assign what is attached, nothing of it is named where it stays all the same.
        let bare = enable().request(host_type, &attached(&["first"]), |_| false).unwrap();
        assert_eq!(names(&bare.named).is_empty(), host_type.map == MapRule::Merge, "{host_type:?}");
        assert_eq!(bare.type_text.replace(' ', ""), both);
    }
}

#[test]
fn only_automation_accounts_machines_and_scale_sets_merge() {
    let merging: Vec<&str> = HostType::all().filter(|it| it.map == MapRule::Merge).map(|it| it.resource_type).collect();
    let known = [
        "Microsoft.Automation/automationAccounts",
        "Microsoft.Compute/virtualMachines",
        "Microsoft.Compute/virtualMachineScaleSets",
    ];
    assert_eq!(merging, known);
}

#[test]
fn type_is_written_as_its_own_schema_spells_it() {
    let both = |name: &str| match HostType::of(&of_type(name)) {
        HostSupport::Here(host_type) => host_type.type_text(true, true),
        HostSupport::InPortal(_) => None,
    };
    assert_eq!(both("Microsoft.Automation/automationAccounts"), Some("SystemAssigned, UserAssigned"));
    assert_eq!(both("microsoft.app/containerapps"), Some("SystemAssigned,UserAssigned"));
    assert_eq!(both("Microsoft.DataFactory/factories"), Some("SystemAssigned,UserAssigned"));
}

#[test]
fn other_types_are_left_to_the_portal_with_the_reason() {
    for (name, reason) in [
        ("Microsoft.Logic/workflows", PortalReason::NeedsWholeResource),
        ("Microsoft.ContainerService/managedClusters", PortalReason::NeedsWholeResource),
        ("Microsoft.Sql/servers", PortalReason::TiedToSettings),
        ("Microsoft.Batch/batchAccounts", PortalReason::OneIdentityOnly),
        ("Microsoft.HybridCompute/machines", PortalReason::SetWhenConnected),
        ("Microsoft.ManagedIdentity/userAssignedIdentities", PortalReason::IsIdentity),
        ("Contoso.Unknown/things", PortalReason::UnknownType),
    ] {
        let resource = of_type(name);
        assert_eq!(HostType::of(&resource), HostSupport::InPortal(reason), "{name}");
        let review = review_host(HostWish::Enable(resource.clone()), &facts(resource, HostIdentity::NONE));
        assert_eq!(review.obstacles(), [HostObstacle::InPortal(reason)]);
        assert_eq!(review.approve(TENANT, PERSON, &Assurance::default()), None);
    }
}

#[test]
fn identities_are_compared_in_any_letter_case() {
    let upper = AzureResource::parse(&identity("first").id().to_uppercase()).unwrap();
    let now = HostIdentity {
        system: SystemAssigned::On(OWN),
        attached: vec![AttachedIdentity { resource: upper, principal: None }],
    };
    let before = attached(&["first", "second"]);
    let third = [identity("third")];
    let both = IdentityGoal { system: SystemGoal::On, attached: &third, detached: &[] };
    let compared = now.compared_with(&before, &both);
    assert_eq!(names(&compared.lost), ["second"]);
    assert_eq!(names(&compared.missing), ["third"]);
    assert_eq!(names(&compared.kept), ["first"]);
    assert!(compared.lost_anything() && !compared.is_as_asked() && !compared.system_missing);
    let nothing = IdentityGoal { system: SystemGoal::AsItIs, attached: &[], detached: &[] };
    let more = attached(&["first", "second", "stranger"]).compared_with(&before, &nothing);
    assert_eq!((names(&more.appeared), more.lost_anything()), (vec!["stranger"], false));
    let mut replaced = on(attached(&[]));
    replaced.system = SystemAssigned::On(OTHER);
    assert!(replaced.compared_with(&on(attached(&[])), &nothing).system_lost);
    assert!(attached(&[]).compared_with(&on(attached(&[])), &nothing).system_lost);
}

#[test]
fn review_says_what_is_in_the_way() {
    let check = |wish: HostWish, facts: &HostFacts, wanted: HostObstacle| {
        let review = review_host(wish, facts);
        assert_eq!(review.obstacles(), [wanted]);
        assert_eq!(review.approve(TENANT, PERSON, &Assurance::default()), None);
    };
    let enable = || HostWish::Enable(automation());
    let none = || facts(automation(), HostIdentity::NONE);
    check(enable(), &facts(automation(), on(attached(&[]))), HostObstacle::AlreadyEnabled(Some(OWN)));
    let mut busy = none();
    busy.host.state = HostState::Busy("Updating".to_owned());
    check(enable(), &busy, HostObstacle::Busy("Updating".to_owned()));
    let (action, scope) = ("Microsoft.Automation/automationAccounts/write", AzureScope::Resource(automation()));
    let no_right = HostFacts { right: AzureRight::No, ..none() };
    check(enable(), &no_right, HostObstacle::NoRight { action: action.to_owned(), scope });
    let group = AzureScope::parse(GROUP.trim_end_matches("/providers/"));
    let lock = |level| Ok(vec![AzureLock { scope: group.clone(), level }]);
    let locked = HostFacts { locks: lock(LockLevel::ReadOnly), ..none() };
    check(enable(), &locked, HostObstacle::ReadOnly(vec![group.clone()]));
    let no_delete = HostFacts { locks: lock(LockLevel::CannotDelete), ..none() };
    assert!(review_host(enable(), &no_delete).approve(TENANT, PERSON, &Assurance::default()).is_some());

    check(attach(automation(), &[]), &none(), HostObstacle::NothingChosen);
    let one = attach(automation(), &["first"]);
    check(one.clone(), &facts(automation(), attached(&["first"])), HostObstacle::AlreadyAttached);
    let with = |change: fn(&mut AttachFacts)| {
        let mut identity = attach_facts("first");
        change(&mut identity);
        HostFacts { identities: vec![identity], ..none() }
    };
    check(one.clone(), &with(|it| it.identity = Ok(None)), HostObstacle::IdentityNotFound(identity("first")));
    let unreadable = with(|it| it.identity = Err(Problem::Offline));
    check(one.clone(), &unreadable, HostObstacle::IdentityUnreadable(identity("first"), Problem::Offline));
    let far = with(|it| {
        if let Ok(Some(read)) = &mut it.identity {
            (read.regional, read.region) = (true, "norwayeast".to_owned());
        }
    });
    check(one.clone(), &far, HostObstacle::OtherRegion(identity("first")));
    let near = with(|it| {
        if let Ok(Some(read)) = &mut it.identity {
            read.regional = true;
        }
    });
    assert!(
        review_host(one.clone(), &near).approve(TENANT, PERSON, &Assurance::default()).is_some(),
        "West Europe is westeurope"
    );
    let review = review_host(one, &with(|it| it.right = AzureRight::No));
    assert!(matches!(review.obstacles(), [HostObstacle::NoRight { action, .. }] if action.ends_with("assign/action")));
}

#[test]
fn attaching_a_tier_0_identity_takes_its_typed_name_as_a_tier_0_grant_does() {
    let unread = IdentityPower::unread();
    let no_roles = TierGaps::NONE.with(TierGap::DirectoryRoles, true);
    let partly = IdentityPower { known: KnownTier { tier: Some(Tier::Two), gaps: no_roles }, has_unrated: false };
    let unrated = IdentityPower { has_unrated: true, ..power(Some(Tier::One)) };
    for (power, wanted) in [
        (power(Some(Tier::Zero)), Some(AttachRisk::TierZero)),
        (IdentityPower { known: unread.known, has_unrated: true }, Some(AttachRisk::NotRead(unread.known.gaps))),
        (partly, Some(AttachRisk::NotRead(no_roles))),
        (unrated, Some(AttachRisk::Unrated)),
        (power(Some(Tier::One)), None),
        (power(None), None),
    ] {
        let review = review_host(attach(automation(), &["id-lazy"]), &with_powers(&[("id-lazy", power)]));
        assert_eq!(review.risky().map(|it| it.risk), wanted);
        let check = |is_unique: bool, name: &str, id_ending: &str, missing: Option<NotApproved>| {
            let review = review.clone().with_unique(is_unique);
            let (name, id_ending) = (name.to_owned(), id_ending.to_owned());
            let assurance = Assurance { name, id_ending, ..Assurance::default() };
            let missing = missing.filter(|_| wanted.is_some());
            assert_eq!(review.check(&assurance).err(), missing);
            assert_eq!(review.approve(TENANT, PERSON, &assurance).is_some(), missing.is_none());
        };
        check(true, "", "", Some(NotApproved::NameMissing));
        check(true, "id-Lazy", "", Some(NotApproved::NameMissing));
        check(true, " id-lazy ", "", None);
        // Another identity of this name may be meant.
        check(false, "id-lazy", "", Some(NotApproved::IdEndingMissing));
        check(false, "id-lazy", "0001", Some(NotApproved::IdEndingMissing));
        check(false, "id-lazy", "0000", None);
    }
}

#[test]
fn identity_that_is_attached_already_is_not_guarded_and_several_tier_0_ones_are_not_attached_at_once() {
    let zero = power(Some(Tier::Zero));
    let mut facts = with_powers(&[("first", zero), ("second", power(None))]);
    facts.host.identity = attached(&["first"]);
    assert_eq!(review_host(attach(automation(), &["first", "second"]), &facts).risky(), None);
    let both = with_powers(&[("first", zero), ("second", IdentityPower::unread()), ("third", power(None))]);
    let review = review_host(attach(automation(), &["first", "second", "third"]), &both).with_unique(true);
    let several = HostObstacle::SeveralRisky(vec![identity("first"), identity("second")]);
    assert_eq!(review.obstacles(), [several]);
    let typed = Assurance { name: "first".to_owned(), ..Assurance::default() };
    assert_eq!(review.approve(TENANT, PERSON, &typed), None);
    // The same identity under two spellings is one.
    let twice = with_powers(&[("first", zero)]);
    let twice = HostFacts { identities: [twice.identities.clone(), twice.identities].concat(), ..both };
    let upper = AzureResource::parse(&identity("first").id().to_uppercase()).unwrap();
    let wish = HostWish::Attach { host: automation(), identities: vec![identity("first"), upper] };
    assert_eq!(review_host(wish, &twice).obstacles(), []);
}

#[test]
fn review_warns_of_what_may_happen_and_what_is_unknown() {
    let warnings = |name: &str, change: fn(&mut HostFacts)| {
        let mut facts = facts(of_type(name), attached(&["first"]));
        change(&mut facts);
        review_host(HostWish::Enable(of_type(name)), &facts).warnings().to_vec()
    };
    let automation = "Microsoft.Automation/automationAccounts";
    assert_eq!(warnings(automation, |_| ()), []);
    let named = HostWarning::NamesAttached(vec![identity("first")]);
    assert_eq!(warnings("Microsoft.Web/sites", |_| ()), [HostWarning::MayRestart, named]);
    assert_eq!(warnings("Microsoft.Web/sites", |it| *it = with_rights(it.clone())), [HostWarning::MayRestart]);
    let scale_set = "Microsoft.Compute/virtualMachineScaleSets";
    assert_eq!(warnings(scale_set, |it| it.host.manual_upgrade = true), [HostWarning::InstanceUpgrade]);
    assert_eq!(warnings(scale_set, |_| ()), [HostWarning::RestartNotDocumented]);
    let unknown = warnings(automation, |it| {
        it.right = AzureRight::Unknown;
        it.locks = Err(Problem::Offline);
        it.host.state = HostState::Failed;
    });
    let right = HostWarning::RightUnknown("Microsoft.Automation/automationAccounts/write".to_owned());
    assert_eq!(unknown, [HostWarning::LastChangeFailed, right, HostWarning::LocksUnknown]);
}

#[test]
fn identity_that_exists_is_never_created_again() {
    let existing = attach_facts("id-runbooks").identity.unwrap();
    let regions = Ok(vec![AzureRegion::named("westeurope").unwrap()]);
    let facts = CreationFacts { existing, right: AzureRight::Probably, locks: Ok(Vec::new()), regions };
    let review = review_creation(new_identity(), &facts);
    assert!(matches!(review.obstacles(), [HostObstacle::Exists(it)] if it.principal == OTHER));
    assert_eq!(review.approve(TENANT, PERSON, &Assurance::default()), None);
    let elsewhere = CreationFacts { existing: None, regions: Ok(Vec::new()), ..facts };
    let review = review_creation(new_identity(), &elsewhere);
    assert!(matches!(review.obstacles(), [HostObstacle::RegionNotOffered(_)]));
    // Someone creates it between the review and the request.
    let execution = HostExecution::new(approved(HostWish::Create(new_identity()), HostIdentity::NONE), at(0));
    let execution = execution.after(HostEvent::IdentityRead(attach_facts("id-runbooks").identity), at(0));
    assert_eq!(execution.outcome(), Some(&HostOutcome::NotSent(NotSentReason::Exists)));
}

#[test]
fn names_and_regions_are_those_that_azure_takes() {
    for (text, wanted) in [
        ("ab", Err(IdentityNameError::Length)),
        ("-ab", Err(IdentityNameError::Start)),
        ("a b", Err(IdentityNameError::Characters)),
        ("a/b", Err(IdentityNameError::Characters)),
        ("", Err(IdentityNameError::Length)),
    ] {
        assert_eq!(IdentityName::parse(text), wanted, "{text}");
    }
    assert!(IdentityName::parse(&"a".repeat(120)).is_ok() && IdentityName::parse(&"a".repeat(121)).is_err());
    assert_eq!(AzureRegion::named("Norway East").unwrap().to_string(), "norwayeast");
    assert_eq!(AzureRegion::named("a\"b"), None);
    let id = new_identity().resource().unwrap();
    assert_eq!((id.name(), id.is_user_assigned_identity()), ("id-runbooks", true));
    assert_eq!(NewIdentity { group: "a/b".to_owned(), ..new_identity() }.resource(), None);
}

#[test]
fn address_of_an_operation_leads_to_the_clouds_own_host_only() {
    let read =
        |text: &str| OperationAddress::read(text, ROOT, OperationKind::Status).map(|it| it.relative().to_owned());
    let path = "/subscriptions/s/providers/Microsoft.Compute/locations/we/operations/1?p=x&api-version=1&t=2&c=MII";
    assert_eq!(read(&format!("{ROOT}{path}")).as_deref(), Some(path));
    for text in [
        "http://management.azure.com/subscriptions/s?api-version=1",
        "https://management.azure.com.evil.example/subscriptions/s?api-version=1",
        "https://management.azure.com@evil.example/subscriptions/s?api-version=1",
        "https://management.azure.com:444/subscriptions/s?api-version=1",
        "https://evil.example/subscriptions/s?api-version=1",
        "//management.azure.com/subscriptions/s?api-version=1",
        "/subscriptions/s?api-version=1",
        "https://management.azure.com/subscriptions/../x?api-version=1",
        "https://management.azure.com/subscriptions/%2E%2e/x?api-version=1",
        "https://management.azure.com/subscriptions/s\\x?api-version=1",
        "https://management.azure.com/batch?api-version=1",
        "https://management.azure.com/subscriptions/s",
        "https://management.azure.com//subscriptions/s?api-version=1",
        "https://management.azure.com/subscriptions/s?api-version=1#x",
    ] {
        assert_eq!(read(text), None, "{text}");
    }
    assert_eq!(read(&format!("{ROOT}/subscriptions/{}?api-version=1", "x".repeat(9000))), None);
}

/// An execution that has sent its request.
fn sent(wish: HostWish, before: HostIdentity) -> HostExecution {
    let read = wish.host().map(|resource| host(resource.clone(), before.clone()));
    let execution = HostExecution::new(approved(wish, before), at(0));
    let event = read.map_or(HostEvent::IdentityRead(Ok(None)), |host| HostEvent::HostRead(Ok(host)));
    assert!(!execution.is_pending(), "nothing was sent");
    let execution = execution.after(event, at(0));
    assert!(matches!(execution.action(at(0)), HostAction::SendIdentity(_) | HostAction::Create(_)));
    execution.after(HostEvent::Sending, at(1))
}

fn accepted(operation: Option<&str>) -> HostEvent {
    HostEvent::Accepted {
        operation: operation.and_then(|text| OperationAddress::read(text, ROOT, OperationKind::Status)),
        created: None,
    }
}

const OPERATION: &str = "https://management.azure.com/subscriptions/s/providers/x/operations/1?api-version=1";

#[test]
fn enabled_identity_is_read_back_and_looked_for_in_the_directory() {
    let execution = sent(HostWish::Enable(automation()), attached(&["first"]));
    assert!(execution.is_pending(), "the request may have arrived");
    let execution = execution.after(accepted(None), at(2));
    assert_eq!(execution.action(at(2)), HostAction::ReadHost);
    // The principal comes a little later.
    let mut without = on(attached(&["first"]));
    without.system = SystemAssigned::WithoutPrincipal;
    let execution = execution.after(HostEvent::HostRead(Ok(host(automation(), without))), at(2));
    assert_eq!(execution.action(at(2)), HostAction::Wait(Duration::from_secs(2)));
    let whole = host(automation(), on(attached(&["first"])));
    let execution = execution.after(HostEvent::HostRead(Ok(whole)), at(4));
    assert_eq!(execution.action(at(4)), HostAction::FindPrincipal(OWN));
    let mut execution = execution;
    let mut waits = Vec::new();
    let mut now = at(4);
    for _ in 0..5 {
        execution = execution.after(HostEvent::PrincipalRead(Ok(false)), now);
        let HostAction::Wait(wait) = execution.action(now) else { panic!("{execution:?}") };
        waits.push(wait.as_secs());
        now = now + wait;
    }
    assert_eq!(waits, [2, 4, 8, 15, 15]);
    let execution = execution.after(HostEvent::PrincipalRead(Ok(true)), now);
    let Some(HostOutcome::Done(result)) = execution.outcome() else { panic!("{execution:?}") };
    assert_eq!((result.principal, names(&result.comparison.kept)), (Some(OWN), vec!["first"]));
    assert!(!execution.is_pending() && HostJournal::of(&execution).is_none());
}

#[test]
fn search_in_the_directory_pauses_after_ten_minutes_and_resumes() {
    let execution = sent(HostWish::Enable(automation()), attached(&[])).after(accepted(None), at(2));
    let execution = execution.after(HostEvent::HostRead(Ok(host(automation(), on(attached(&[]))))), at(2));
    let execution = execution.after(HostEvent::PrincipalRead(Ok(false)), at(602));
    assert_eq!(execution.pause(), Some(&HostPause::NotInDirectory(OWN)));
    assert!(execution.is_pending() && !execution.needs_azure());
    let execution = execution.resume(at(700));
    assert_eq!(execution.action(at(700)), HostAction::FindPrincipal(OWN));
    let execution = execution.after(HostEvent::PrincipalRead(Ok(false)), at(700));
    assert!(matches!(execution.action(at(700)), HostAction::Wait(_)), "it gets ten more minutes");
}

#[test]
fn failed_operation_gives_the_services_reason_and_what_is_there() {
    let execution = sent(HostWish::Enable(automation()), attached(&["first"])).after(accepted(Some(OPERATION)), at(2));
    assert!(matches!(execution.action(at(2)), HostAction::ReadOperation(_)));
    let execution = execution.after(HostEvent::OperationRead(OperationStatus::Running), at(2));
    assert_eq!(execution.action(at(2)), HostAction::Wait(Duration::from_secs(2)));
    let failed = OperationStatus::Failed(said(200, "FailedIdentityOperation"));
    let execution = execution.after(HostEvent::OperationRead(failed), at(4));
    assert_eq!(execution.action(at(4)), HostAction::ReadHost, "what counts is the resource");
    let lost = host(automation(), attached(&[]));
    let execution = execution.after(HostEvent::HostRead(Ok(lost)), at(4));
    let Some(HostOutcome::Failed { refusal: Some(HostRefusal::IdentityService(said)), result }) = execution.outcome()
    else {
        panic!("{execution:?}")
    };
    assert_eq!((said.message.as_str(), names(&result.comparison.lost)), ("Words.", vec!["first"]));
    // A status that can't be read says nothing: the resource is read instead.
    let execution = sent(HostWish::Enable(automation()), attached(&[])).after(accepted(Some(OPERATION)), at(2));
    let execution = execution.after(HostEvent::OperationRead(OperationStatus::Unreadable), at(2));
    assert_eq!(execution.action(at(2)), HostAction::ReadHost);
}

#[test]
fn resource_that_changed_since_the_review_is_not_changed() {
    let check = |now: HostResource, wanted: HostOutcome| {
        let execution = HostExecution::new(approved(HostWish::Enable(automation()), attached(&["first"])), at(0));
        let execution = execution.after(HostEvent::HostRead(Ok(now)), at(0));
        assert_eq!(execution.outcome(), Some(&wanted));
        assert_eq!(execution.action(at(0)), HostAction::Finish);
    };
    let changed = HostOutcome::NotSent(NotSentReason::ChangedSinceReview);
    check(host(automation(), attached(&["first", "second"])), changed.clone());
    check(host(automation(), attached(&[])), changed);
    let mut busy = host(automation(), attached(&["first"]));
    busy.state = HostState::Busy("Updating".to_owned());
    check(busy, HostOutcome::NotSent(NotSentReason::Busy));
    let done = host(automation(), on(attached(&["first"])));
    let execution = HostExecution::new(approved(HostWish::Enable(automation()), attached(&["first"])), at(0));
    let execution = execution.after(HostEvent::HostRead(Ok(done)), at(0));
    assert!(matches!(execution.outcome(), Some(HostOutcome::AlreadyThere(result)) if result.principal == Some(OWN)));
}

#[test]
fn unclear_answer_is_settled_by_reading_and_nothing_is_sent_again() {
    let mut execution = sent(HostWish::Enable(automation()), attached(&[])).after(HostEvent::Unclear(None), at(2));
    let mut now = at(2);
    while execution.outcome().is_none() {
        match execution.action(now) {
            HostAction::ReadHost => {
                execution = execution.after(HostEvent::HostRead(Ok(host(automation(), attached(&[])))), now);
            }
            HostAction::Wait(wait) => now = now + wait,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(execution.outcome(), Some(&HostOutcome::Unclear(None)));
    assert!(now.since(at(2)) <= Duration::from_secs(140));
}

#[test]
fn request_is_sent_again_only_where_it_was_not_carried_out() {
    let before = || host(automation(), attached(&[]));
    let mut execution = sent(HostWish::Enable(automation()), attached(&[]));
    for round in 1..=8 {
        execution = execution.after(HostEvent::Throttled(Duration::from_secs(5)), at(2));
        assert!(!execution.is_pending(), "the service said that nothing was carried out");
        if round < 8 {
            assert_eq!(execution.action(at(2)), HostAction::Wait(Duration::from_secs(5)));
            execution = execution.after(HostEvent::HostRead(Ok(before())), at(7)).after(HostEvent::Sending, at(7));
        }
    }
    assert!(matches!(execution.pause(), Some(HostPause::Problem(Problem::Throttled(_)))));
    let execution = sent(HostWish::Enable(automation()), attached(&[]));
    let execution = execution.after(HostEvent::NotSent(Problem::SignInNeeded), at(2));
    assert_eq!(execution.pause(), Some(&HostPause::Problem(Problem::SignInNeeded)));
    assert!(HostJournal::of(&execution).is_none());
    assert_eq!(execution.resume(at(9)).action(at(9)), HostAction::ReadHost, "it is read again before it is sent");
    let refused = HostRefusal::of(AzureWriteProblem::Refused(said(409, "Conflict"))).unwrap();
    assert!(matches!(refused, HostRefusal::Busy(_)));
    let execution = sent(HostWish::Enable(automation()), attached(&[])).after(HostEvent::Refused(refused), at(2));
    assert_eq!(
        execution.action(at(2)),
        HostAction::ReadHost,
        "the service may be working on a delivery of this request"
    );
    let mut busy = before();
    busy.state = HostState::Busy("Updating".to_owned());
    let waiting = execution.after(HostEvent::HostRead(Ok(busy)), at(2));
    assert!(waiting.is_pending() && matches!(waiting.action(at(2)), HostAction::Wait(_)));
    let done = waiting.clone().after(HostEvent::HostRead(Ok(host(automation(), on(attached(&[]))))), at(9));
    assert_eq!(done.stage(), HostStage::Finding);
    let refused = waiting.after(HostEvent::HostRead(Ok(before())), at(9));
    assert!(matches!(refused.outcome(), Some(HostOutcome::Refused(HostRefusal::Busy(_)))));
}

#[test]
fn change_of_a_closed_tab_resumes_by_reading_only() {
    let wishes = [
        (HostWish::Enable(automation()), attached(&["first"])),
        (attach(automation(), &["second"]), on(attached(&["first"]))),
        (HostWish::Create(new_identity()), HostIdentity::NONE),
    ];
    for (wish, before) in wishes {
        let execution = sent(wish.clone(), before.clone());
        let text = HostJournal::of(&execution).unwrap().to_json();
        let journal = HostJournal::from_json(&text).unwrap();
        assert!(journal.belongs_to(TENANT, PERSON) && !journal.has_expired(at(3600)));
        assert!(journal.has_expired(at(8 * 24 * 3600)));
        let mut resumed = journal.resume(at(60)).unwrap();
        assert!(resumed.is_resumed() && !execution.is_resumed() && !resumed.may_send());
        assert!(!resumed.clone().hold(Problem::Offline).may_send(), "neither where it pauses");
        assert_eq!(resumed.plan().wish(), &wish);
        assert!(resumed.plan().before().is_same_as(&before));
        assert_eq!(HostJournal::of(&resumed).unwrap(), journal, "it is still remembered");
        let mut now = at(60);
        for _ in 0..200 {
            match resumed.action(now) {
                HostAction::ReadHost => {
                    let read = host(automation(), before.clone());
                    resumed = resumed.after(HostEvent::HostRead(Ok(read)), now);
                }
                HostAction::ReadIdentity(_) => resumed = resumed.after(HostEvent::IdentityRead(Ok(None)), now),
                HostAction::Wait(wait) => now = now + wait,
                HostAction::Finish => break,
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(resumed.outcome(), Some(&HostOutcome::Unclear(None)), "{wish:?}");
    }
}

#[test]
fn changed_journal_is_refused() {
    let execution = sent(HostWish::Enable(automation()), attached(&["first"]));
    let text = HostJournal::of(&execution).unwrap().to_json();
    for (from, to) in [
        ("\"version\":1", "\"version\":2"),
        ("\"cloud\":\"public\"", "\"cloud\":\"other\""),
        ("/subscriptions/1b87a2f0-0000-4000-8000-000000000001/", "/nowhere/"),
        ("\"started\"", "\"unknown\":1,\"started\""),
    ] {
        let other = text.replace(from, to);
        assert_ne!(other, text, "{from}");
        assert_eq!(HostJournal::from_json(&other), None, "{from}");
    }
    assert_eq!(HostJournal::from_json(&" ".repeat(70_000)), None);
    let attaching = HostJournal::of(&sent(attach(automation(), &["second"]), attached(&["first"]))).unwrap().to_json();
    let nothing = attaching.replace(&format!("[\"{}\"]", identity("second").id()), "[]");
    assert_ne!(nothing, attaching);
    assert_eq!(HostJournal::from_json(&nothing), None, "a change of nothing would be said to be done");
    // One of a time that is yet to come would stay for ever.
    for started in [at(30 * 24 * 3600).millis(), i64::MAX, i64::MIN] {
        let dated = text.replace(&format!("\"started\":{}", at(0).millis()), &format!("\"started\":{started}"));
        assert_ne!(dated, text);
        let journal = HostJournal::from_json(&dated).unwrap();
        assert!(journal.has_expired(at(0)), "{started}");
        assert!(!journal.started().minute().is_empty());
    }
}

#[test]
fn state_from_before_the_request_is_not_the_result_of_the_request() {
    let failed = || HostResource { state: HostState::Failed, ..host(automation(), attached(&[])) };
    let begin = |before: HostResource| {
        let execution = HostExecution::new(approved(HostWish::Enable(automation()), attached(&[])), at(0));
        let execution = execution.after(HostEvent::HostRead(Ok(before)), at(0)).after(HostEvent::Sending, at(1));
        execution.after(accepted(None), at(2)).after(HostEvent::HostRead(Ok(failed())), at(2))
    };
    assert_eq!(begin(failed()).outcome(), None, "the service may still be working on the request");
    assert!(matches!(begin(host(automation(), attached(&[]))).outcome(), Some(HostOutcome::Failed { .. })));
}

#[test]
fn outcome_of_stopping_says_whether_anything_was_sent() {
    let waiting = HostExecution::new(approved(HostWish::Enable(automation()), attached(&[])), at(0));
    assert_eq!(waiting.stop().outcome(), Some(&HostOutcome::NotSent(NotSentReason::Stopped)));
    let pending = sent(HostWish::Enable(automation()), attached(&[])).after(accepted(None), at(2));
    assert_eq!(pending.stop().outcome(), Some(&HostOutcome::Unclear(None)));
}

#[test]
fn change_gives_way_to_another_tab_before_it_is_sent_and_not_after() {
    let waiting = HostExecution::new(approved(HostWish::Enable(automation()), attached(&[])), at(0));
    let given_way = HostOutcome::NotSent(NotSentReason::OtherTab);
    assert_eq!(waiting.clone().give_way().outcome(), Some(&given_way));
    assert_eq!(waiting.hold(Problem::Offline).give_way().outcome(), Some(&given_way), "while it pauses");
    let pending = sent(HostWish::Enable(automation()), attached(&[]));
    assert_eq!(pending.clone().give_way(), pending);
}
