//! Reviews the sample tenant without a browser, and prints how many identities each finding has:
//! `cargo run --example review_sample_tenant`.
//!
//! The same code reads a live tenant in the page. Only the transport differs.

use std::cell::RefCell;
use std::error::Error;
use std::rc::Rc;

use domain::ids::AppId;
use domain::scope::Scope;
use domain::tenant_review::TenantReview;
use domain::tenant_review::findings::findings;
use graph::operations::directory::Directory;
use graph::operations::tenant_review::ReadingControl;
use graph::transport::Surroundings;
use simulator::surroundings::VirtualTime;
use simulator::transport::SimulatorTransport;
use simulator::{Caller, Simulator, sample};

#[allow(clippy::print_stdout)]
fn main() -> Result<(), Box<dyn Error>> {
    let time = VirtualTime::new("2026-11-23T09:00:00Z".parse()?, 7);
    let service = Rc::new(RefCell::new(Simulator::new(sample::tenant(time.now()))));
    // An administrator who consented to every scope, and to Azure.
    let scopes: Vec<&str> = Scope::ALL.iter().map(|scope| scope.value()).chain(["user_impersonation"]).collect();
    let app = AppId::known("0a7b3a52-5a52-4a5a-9f5a-0a7b3a525a52");
    let caller = Caller::new(sample::ADMINISTRATOR, app, &scopes.join(" "));
    let transport = SimulatorTransport::new(service, time.clone(), caller);
    let granted = Scope::ALL.iter().copied().collect();
    let directory = Directory::new(transport, time.clone(), "graph.microsoft.com", granted);

    let reading = RefCell::default();
    time.run(directory.read_tenant(&reading, &ReadingControl::default(), || ()))?;
    let review = TenantReview::of(&reading.borrow(), &directory.apis(), time.now());
    for finding in findings(&review, time.now()) {
        println!("{:>4} {}", finding.found.len(), finding.kind.word());
    }
    Ok(())
}
