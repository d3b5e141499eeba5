//! A crash at every point of a long plan: before a request is sent, after it was applied and before its answer is seen,
//! before what happened is written down, and after.

use domain::change::execution::Execution;
use domain::change::permission::{AppRoleName, Permission, RoleKey};
use domain::change::wish::{Lasting, Wish};
use domain::well_known::{COMMON_APIS, MICROSOFT_GRAPH};
use graph::transport::{Authority, Surroundings};
use simulator::{Tenant, sample};

use super::invariants::check;
use super::visits::carried_out;
use super::{History, IDENTITY, reviewed, start};
use crate::tab::Closing;

/// How many changes the plan has.
const CHANGES: usize = 50;

#[test]
fn a_crash_at_any_point_of_a_long_plan_leaves_nothing_done_twice() {
    let mut tenant = sample::tenant(start());
    tenant.service_principals.retain(|_, it| it.display_name == IDENTITY || COMMON_APIS.contains(&it.app_id));
    let mut points = 0;
    for closing in [Closing::Before, Closing::After, Closing::BeforeNote, Closing::AfterNote] {
        for number in 0.. {
            if !crash(&tenant, closing(number)) {
                break;
            }
            points += 1;
        }
    }
    println!("a plan of {CHANGES} changes was closed at each of {points} points and finished by the next visit");
    assert!(points >= 20, "only {points} points");
}

/// Crashes there, and lets another visit continue. Whether the plan came that far.
fn crash(tenant: &Tenant, closing: Closing) -> bool {
    let history = History::quiet(tenant);
    let plan = fifty_changes(&history);
    let before = history.truth();
    let mut begun = 0;
    let mut sent_before = 0;
    let visits = carried_out(&history, Execution::new(plan, history.time.now()), || {
        begun += 1;
        sent_before = history.door.exchanges().len();
        (begun == 1).then_some(closing)
    });
    check(&history, &visits, &before);
    if !visits[0].is_interrupted {
        return false;
    }
    let second_visit = if begun == 2 { &history.door.exchanges()[sent_before..] } else { &[] };
    let reads = second_visit.iter().filter(|exchange| exchange.authority == Authority::Read).count();
    // One batch says who the user is, and one reads what is assigned.
    assert!(reads <= 1 + CHANGES.div_ceil(20), "{reads} readings to go on after {closing:?}");
    true
}

fn fifty_changes(history: &History) -> domain::change::plan::ReviewedPlan {
    let plan = reviewed(history, |directory| {
        let apis = directory.apis();
        let graph = apis.by_app_id(MICROSOFT_GRAPH).unwrap();
        let roles = graph.app_roles.iter().filter(|role| role.grantable()).take(CHANGES);
        roles
            .map(|role| {
                Wish::Add(
                    Permission::AppRole(AppRoleName { api: MICROSOFT_GRAPH, role: RoleKey::Id(role.id) }),
                    Lasting::Permanent,
                )
            })
            .collect()
    });
    let plan = plan.unwrap();
    assert_eq!(plan.steps().len(), CHANGES);
    plan
}
