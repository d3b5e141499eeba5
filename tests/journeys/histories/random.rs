//! Histories by chance.

use domain::change::permission::{AppRoleIds, AppRoleName, Permission, RoleKey};
use std::num::NonZeroU16;
use std::time::Duration;

use domain::change::execution::Execution;
use domain::change::wish::{Lasting, Wish};
use domain::directory_role::DirectoryScope;
use domain::ids::AppId;
use graph::transport::Surroundings;
use simulator::Tenant;

use super::chance::{Chance, closing, happenings};
use super::invariants::check;
use super::visits::carried_out;
use super::{APP_ROLES, DIRECTORY_ROLES, GROUPS, History, group, meanwhile, reviewed, small_tenant};

#[test]
fn random_histories_of_faults_break_no_invariant() {
    let number = |name: &str, otherwise: u64| std::env::var(name).map_or(otherwise, |text| text.parse().unwrap());
    let (count, first) = (number("BESTOW_HISTORIES", 300), number("BESTOW_SEED", 1));
    let tenant = small_tenant();
    let mut steps = 0;
    for seed in first..first + count {
        let played = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| play(&tenant, seed)));
        steps += played.unwrap_or_else(|_| panic!("the history with BESTOW_SEED={seed} broke an invariant"));
    }
    println!("{count} histories from seed {first}, {steps} steps: no invariant broken");
    assert!(steps as u64 > count, "the histories are not empty");
}

/// Longer than any history takes.
const A_DAY: NonZeroU16 = NonZeroU16::new(24).unwrap();

/// Plays one, and says how many steps it had.
fn play(tenant: &Tenant, seed: u64) -> usize {
    let mut history = History::new(tenant, seed);
    // Something to remove, and time for every copy to know of it.
    let before_plan = history.chance.below(1 << APP_ROLES.len());
    history.give_beforehand(before_plan);
    history.time.advance(Duration::from_secs(120));
    let before = history.truth();
    let wishes = wishes(&mut history.chance, tenant);
    let Some(plan) = reviewed(&history, |_| wishes) else { return 0 };
    let steps = plan.steps().len();
    history.service.follow(happenings(&mut history.chance));
    history.forgetful = history.chance.one_in(4);
    let mut chance = Chance(seed ^ 0xc4a5);
    let closes = chance.one_in(2);
    let mut begun = 0;
    let visits = carried_out(&history, Execution::new(plan, history.time.now()), || {
        begun += 1;
        (closes && begun <= 3).then(|| closing(&mut chance))
    });
    history.time.advance(Duration::from_secs(120));
    check(&history, &visits, &before);
    // A page that was opened again cannot know that the one before was asked to wait.
    assert!(closes || history.network.impatience() == 0, "a service that asked to wait was not left alone");
    steps
}

/// A random choice of gifts and takings.
fn wishes(chance: &mut Chance, tenant: &Tenant) -> Vec<Wish> {
    let mut wishes = Vec::new();
    let mut of_api = |api: AppId, value: &str| match chance.below(3) {
        0 => wishes.push(Wish::Add(
            Permission::AppRole(AppRoleName { api, role: RoleKey::Value(value.to_owned()) }),
            Lasting::Permanent,
        )),
        1 => {
            let (resource, role) = meanwhile::role(tenant, api, value);
            wishes.push(Wish::Remove(Permission::AppRole(AppRoleIds { resource, role })));
        }
        _ => {}
    };
    for (api, value) in APP_ROLES {
        of_api(api, value);
    }
    for role in DIRECTORY_ROLES {
        let unit = tenant.administrative_units.keys().next().copied().unwrap();
        let scope = if chance.one_in(3) { DirectoryScope::AdministrativeUnit(unit) } else { DirectoryScope::Tenant };
        let lasting = if chance.one_in(3) { Lasting::Hours(A_DAY) } else { Lasting::Permanent };
        match chance.below(3) {
            0 => wishes.push(Wish::Add(Permission::EntraRole { role, scope }, lasting)),
            1 => wishes.push(Wish::Remove(Permission::EntraRole { role, scope: DirectoryScope::Tenant })),
            _ => {}
        }
    }
    for name in GROUPS {
        let group = group(tenant, name);
        match chance.below(3) {
            0 => wishes.push(Wish::Add(Permission::GroupMembership(group), Lasting::Permanent)),
            1 => wishes.push(Wish::Remove(Permission::GroupMembership(group))),
            _ => {}
        }
    }
    wishes
}
