//! What neither a draft nor a link must tick by itself.

use std::collections::BTreeSet;

use crate::domain::change::plan::Step;
use crate::domain::change::review::{Review, ReviewRow, Subject};

/// Whether a row would give something with which its holder can come to rule the tenant, or a directory role of the
/// tenant's own, of which nobody can say what it does. Such a row waits for the person's own tick.
pub fn is_dangerous(row: &ReviewRow) -> bool {
    match row.verdict.step() {
        Some(step @ Step::Assign(_)) => {
            let is_own = matches!(&row.subject, Subject::DirectoryRole { definition: Some(it), .. } if !it.built_in);
            is_own || step.gives_tier_zero()
        }
        Some(step) => step.gives_tier_zero(),
        None => false,
    }
}

/// The places of the dangerous rows, of those that nobody has ticked.
pub fn dangerous_rows(review: &Review, is_unticked: impl Fn(&ReviewRow) -> bool) -> BTreeSet<usize> {
    let rows = review.rows().iter().enumerate();
    rows.filter(|(_, row)| is_dangerous(row) && is_unticked(row)).map(|(at, _)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::change::example::{Example, directory_role, wish};
    use crate::domain::change::wish::Wish;
    use crate::domain::well_known::{EXCHANGE_ADMINISTRATOR, MICROSOFT_GRAPH, PRIVILEGED_ROLE_ADMINISTRATOR};

    fn dangerous(example: &Example, wishes: &[Wish]) -> Vec<bool> {
        example.review(wishes).rows().iter().map(is_dangerous).collect()
    }

    #[test]
    fn what_leads_to_the_whole_tenant_waits_for_a_tick_of_its_own() {
        let example = Example::new();
        let wishes = [
            wish(MICROSOFT_GRAPH, "User.Read.All"),
            directory_role(PRIVILEGED_ROLE_ADMINISTRATOR),
            directory_role(EXCHANGE_ADMINISTRATOR),
        ];
        assert_eq!(dangerous(&example, &wishes), [false, true, false]);
    }

    #[test]
    fn what_would_not_be_changed_is_not_dangerous() {
        let mut example = Example::new();
        example.hold_directory_role(PRIVILEGED_ROLE_ADMINISTRATOR);
        assert_eq!(dangerous(&example, &[directory_role(PRIVILEGED_ROLE_ADMINISTRATOR)]), [false]);
    }

    #[test]
    fn a_role_of_the_tenants_own_waits_too() {
        let mut example = Example::new();
        for definition in &mut example.directory_roles.as_mut().unwrap().items {
            definition.built_in = false;
        }
        assert_eq!(dangerous(&example, &[directory_role(EXCHANGE_ADMINISTRATOR)]), [true]);
    }
}
