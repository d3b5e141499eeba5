//! What the page saw of its surroundings, and what follows from it.

/// What the page saw of its surroundings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hosting {
    /// Another page shows this one in a frame.
    pub framed: bool,
    /// The connection is one that no one can change on the way: HTTPS, or this very machine.
    pub secure: bool,
    /// The browser refused to turn text into a script.
    pub refuses_scripts: bool,
    /// What the browser did when text was to become markup.
    pub markup: Markup,
    /// No window of another origin can reach this one.
    pub isolated: bool,
    /// Some page of this origin has registered a service worker, which could answer in place of the host.
    pub service_worker: bool,
}

/// What a browser does when text is to become markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markup {
    /// It refuses, as the policy demands.
    Refused,
    /// It knows Trusted Types and did it all the same: the policy is not in force.
    Made,
    /// It does not know Trusted Types. The rest of the policy applies.
    NotKnown,
}

/// One check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Check {
    /// That no other page frames this one.
    Frame,
    /// That the connection is secure.
    Connection,
    /// That only released scripts run.
    Scripts,
    /// That no text becomes markup.
    Markup,
    /// That windows of other origins cannot reach this one.
    Isolation,
    /// That nothing on this origin answers in place of the host.
    ServiceWorker,
}

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CheckOutcome {
    /// As it should be.
    Good,
    /// Weaker than it could be. Changes are possible.
    Weak,
    /// Not as it must be: changes are refused.
    Unsafe,
}

impl Hosting {
    /// Every check with its outcome, in the order in which they are shown.
    pub fn checks(self) -> [(Check, CheckOutcome); 6] {
        let must = |holds: bool| if holds { CheckOutcome::Good } else { CheckOutcome::Unsafe };
        let should = |holds: bool| if holds { CheckOutcome::Good } else { CheckOutcome::Weak };
        let markup = match self.markup {
            Markup::Refused => CheckOutcome::Good,
            Markup::NotKnown => CheckOutcome::Weak,
            Markup::Made => CheckOutcome::Unsafe,
        };
        [
            (Check::Connection, must(self.secure)),
            (Check::Scripts, must(self.refuses_scripts)),
            (Check::Markup, markup),
            (Check::Frame, must(!self.framed)),
            (Check::ServiceWorker, must(!self.service_worker)),
            (Check::Isolation, should(self.isolated)),
        ]
    }

    /// The first reason why this page must not make changes here, where there is one.
    pub fn forbids_changes(self) -> Option<Check> {
        self.checks().into_iter().find(|(_, standing)| *standing == CheckOutcome::Unsafe).map(|(check, _)| check)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AS_SHIPPED: Hosting = Hosting {
        framed: false,
        secure: true,
        refuses_scripts: true,
        markup: Markup::Refused,
        isolated: true,
        service_worker: false,
    };

    #[test]
    fn a_page_that_is_hosted_as_shipped_may_change_things() {
        assert!(AS_SHIPPED.checks().iter().all(|(_, standing)| *standing == CheckOutcome::Good));
        assert_eq!(AS_SHIPPED.forbids_changes(), None);
    }

    #[test]
    fn each_thing_that_undoes_the_policy_forbids_changes() {
        for (hosting, check) in [
            (Hosting { framed: true, ..AS_SHIPPED }, Check::Frame),
            (Hosting { secure: false, ..AS_SHIPPED }, Check::Connection),
            (Hosting { refuses_scripts: false, ..AS_SHIPPED }, Check::Scripts),
            (Hosting { markup: Markup::Made, ..AS_SHIPPED }, Check::Markup),
            (Hosting { service_worker: true, ..AS_SHIPPED }, Check::ServiceWorker),
        ] {
            assert_eq!(hosting.forbids_changes(), Some(check));
        }
    }

    #[test]
    fn what_an_older_browser_or_a_plain_host_lacks_is_said_and_forbids_nothing() {
        let weaker = Hosting { markup: Markup::NotKnown, isolated: false, ..AS_SHIPPED };
        assert_eq!(weaker.forbids_changes(), None);
        let weak: Vec<Check> =
            weaker.checks().into_iter().filter(|(_, it)| *it == CheckOutcome::Weak).map(|(check, _)| check).collect();
        assert_eq!(weak, [Check::Markup, Check::Isolation]);
    }
}
