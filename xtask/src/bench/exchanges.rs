//! How many HTTP requests the article's nine changes take, from signed in to the receipt, the first time and again,
//! counted on the sample tenant. Beside it the article's script, against the same service at the same pace.

use super::counting::{Cost, Counting, NOW};
use super::{Release, Row, changes_by_script};
use anyhow::{Context, Result, ensure};
use domain::change::approval::Assurance;
use domain::change::execution::Execution;
use domain::change::permission_set::PermissionSet;
use domain::change::review::{AzureSituation, Review, Situation, review};
use domain::held_role::RoleSource;
use domain::scope::Scope;
use domain::time::Timestamp;
use domain::well_known::COMMON_APIS;
use graph::operations::directory::Directory;
use graph::transport::Surroundings;
use simulator::surroundings::VirtualTime;
use simulator::{Simulator, sample};
use std::cell::RefCell;
use std::rc::Rc;

const IDENTITY: &str = "LazyAutomationAccount";
const FIRST_RUN: u64 = 6;
const SECOND_RUN: u64 = 3;

/// The cost of both runs, and of both runs of the script.
pub fn rows(_release: &Release) -> Result<Vec<Row>> {
    let (simulator, time) = tenant()?;
    let first = visit(&time, &simulator)?;
    ensure!(simulator.borrow().ledger().len() == 9, "the nine changes weren't made");
    let second = visit(&time, &simulator)?;
    let (simulator, time) = tenant()?;
    let (script, refused) = changes_by_script::run(&simulator, &time, IDENTITY)?;
    ensure!(simulator.borrow().ledger().len() == 9 && refused == 0, "the script didn't make the nine changes");
    let (script_again, refused) = changes_by_script::run(&simulator, &time, IDENTITY)?;
    Ok(vec![
        Row::new("first run", first.exchanges, "exchanges").reach(FIRST_RUN),
        Row::new("  until the receipt", first.millis, "ms of the service's time"),
        Row::new("second run", second.exchanges, "exchanges").reach(SECOND_RUN),
        Row::new("  of them with a token for changes", second.changing, "exchanges").reach(0),
        Row::new("the article's script, first run", script.exchanges, "exchanges"),
        Row::new("  until it ends", script.millis, "ms of the service's time"),
        Row::new("the article's script, second run", script_again.exchanges, "exchanges"),
        Row::new("  of them refused, with an error", refused, "exchanges"),
    ])
}

fn tenant() -> Result<(Rc<RefCell<Simulator>>, VirtualTime)> {
    let now: Timestamp = NOW.parse().ok().context("a constant time is malformed")?;
    Ok((Rc::new(RefCell::new(Simulator::new(sample::tenant(now)))), VirtualTime::new(now, 7)))
}

/// A user signs in, chooses the article's set for the identity, and applies what is missing.
fn visit(time: &VirtualTime, simulator: &Rc<RefCell<Simulator>>) -> Result<Cost> {
    let sent = Counting::new(simulator, time);
    let granted = Scope::ALL.iter().copied().collect();
    let directory = Directory::new(sent.clone(), time.clone(), "graph.microsoft.com", granted);
    let work = async {
        let review = reviewed(&directory).await?;
        if let Some(proposal) = review.proposal(|_| true) {
            let guard = proposal.guard();
            let assurance = Assurance {
                name: guard.map(|guard| guard.to_type()).unwrap_or_default(),
                id_ending: guard.and_then(|guard| guard.id_ending()).unwrap_or_default(),
                reason: "measuring".to_owned(),
                confirmed: proposal.to_confirm(),
            };
            let plan = proposal.approve(&assurance);
            let plan = plan.map_err(|why| anyhow::anyhow!("not approved: {why:?}"))?;
            directory.apply(&mut Execution::new(plan, time.now()), |_| ()).await;
        }
        anyhow::Ok(())
    };
    time.run(work).context("the task got stuck")??;
    Ok(sent.cost())
}

/// What the page asks for on the way to a review.
async fn reviewed(directory: &Directory<Counting, VirtualTime>) -> Result<Review> {
    let (listing, person, (), directory_roles) = tokio::join!(
        directory.identities(|_| ()),
        directory.signed_in_user(),
        directory.load_apis(COMMON_APIS),
        directory.directory_roles(),
    );
    let named = listing?.items.into_iter().find(|identity| identity.display_name == IDENTITY);
    let identity = named.with_context(|| format!("the sample tenant has no {IDENTITY}"))?;
    let held = directory.assignments_of(identity.id).await;
    let (person, apis) = (person?, directory.apis());
    let situation = Situation {
        person: &person,
        identity: &identity,
        held: &held,
        apis: &apis,
        directory_roles: &directory_roles,
        scheduled: &RoleSource::Pending,
        azure: &AzureSituation::default(),
        groups: &[],
    };
    Ok(review(situation, &PermissionSet::Microsoft365Automation.wishes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    #[test]
    fn both_runs_are_as_short_as_promised_and_the_script_sends_what_it_is_known_to_send() {
        let rows = rows(&Release { folder: PathBuf::new(), against: None }).unwrap();
        assert!(rows.iter().all(Row::is_reached), "{rows:?}");
        let of = |what: &str| rows.iter().find(|row| row.what == what).unwrap().value;
        assert!(of("first run") > of("second run"), "the second run changes nothing");
        assert_eq!([of("the article's script, first run"), of("the article's script, second run")], [21, 14]);
        assert_eq!(of("  of them refused, with an error"), 2);
    }
}
