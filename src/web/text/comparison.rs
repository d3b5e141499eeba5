//! A comparison as Markdown, for a ticket.

use super::compare::{self, ComparisonKind};
use super::{add_group, azure, change, export, places, role_name, standing};
use domain::change::permission::{AppRoleIds, AppRoleName, Permission, RoleKey};
use domain::change::wish::{Lasting, Wish};
use domain::ids::ServicePrincipalId;
use domain::markdown::{code, table, text};
use domain::person::Person;
use domain::time::Timestamp;
use domain::verify::{ApiKey, ComparedPermission, ComparisonFinding, ComparisonRow, ComparisonSubject, Verification};

/// What was compared, by which user and when.
pub struct Comparison<'a> {
    /// The object id of what was looked at.
    pub id: ServicePrincipalId,
    /// Its name.
    pub name: &'a str,
    /// What it was compared with.
    pub against: ComparisonKind,
    /// The name of that.
    pub other: &'a str,
    /// What the table does not say, such as what arrives through groups and is not wanted.
    pub beside: &'a [String],
    /// When both were read.
    pub read_at: Timestamp,
    /// Who ran the comparison, in which tenant.
    pub person: &'a Person,
    /// Whether it was the sample tenant.
    pub is_sample: bool,
}

impl Comparison<'_> {
    /// The whole table as Markdown, with its result above it.
    pub fn markdown(&self, found: &Verification) -> String {
        let mut page = format!("# {}\n\n", text(&compare::heading(self.name)));
        if self.is_sample {
            page.push_str(&format!("**{}**\n\n", export::SAMPLE));
        }
        let Person { tenant, user_principal_name, .. } = self.person;
        let facts = [
            (compare::RESULT, text(&standing::summary(self.against, found.counts()))),
            (compare::AGAINST, text(self.other)),
            ("Object ID", code(&self.id.to_string())),
            ("Tenant", format!("{} {}", text(&tenant.display_name), code(&tenant.id.to_string()))),
            ("Updated", self.read_at.minute()),
            ("Compared by", text(user_principal_name)),
        ];
        page.push_str(&table(&["Fact", "Value"], &facts.map(|(name, value)| vec![name.to_owned(), value])));
        page.push('\n');
        for said in self.beside {
            page.push_str(&format!("{}\n\n", text(said)));
        }
        let cells = |row: &ComparisonRow| {
            let (label, of) = names(&row.about);
            let finding = standing::finding(self.against, &row.finding).to_owned();
            vec![text(&label), text(&of), finding, text(&note(self.against, row))]
        };
        let rows: Vec<Vec<String>> = found.rows.iter().map(cells).collect();
        page.push_str(&table(&[compare::WHAT, "API or scope", compare::FINDING, compare::NOTES], &rows));
        page
    }

    /// The name of the file.
    pub fn file_name(&self) -> String {
        format!("{}-check-{}.md", self.id, self.read_at.date())
    }
}

/// What is to be known of a row; may be empty.
pub fn note(against: ComparisonKind, row: &ComparisonRow) -> String {
    let asked = || match &row.lasting {
        Ok(lasting) => standing::requested_duration(against, *lasting),
        Err(why) => standing::not_copied(why),
    };
    match &row.finding {
        ComparisonFinding::CannotTell(doubt) => standing::unknown_reason(doubt),
        ComparisonFinding::Missing => asked(),
        ComparisonFinding::ThroughGroup(arrival) => {
            format!("{} {}", standing::indirect_assignment(standing::THIS_HAS, arrival), asked()).trim_end().to_owned()
        }
        ComparisonFinding::HeldLonger { by, wanted } => standing::longer(by, *wanted),
        ComparisonFinding::EndsSooner { end, wanted, .. } => standing::sooner(against, *end, *wanted),
        ComparisonFinding::OtherThroughGroup { other, .. } => {
            standing::indirect_assignment(standing::THE_OTHER_HAS, other)
        }
        ComparisonFinding::Held(by) | ComparisonFinding::Extra(by) => standing::assignment_note(by),
    }
}

/// What a row is about, and whose it is.
pub fn names(about: &ComparisonSubject) -> (String, String) {
    match about {
        ComparisonSubject::Thing { thing: ComparedPermission::AppRole { api, .. }, of, label } => {
            let by_id = || match api {
                ApiKey::App(id) => role_name::api(*id),
                ApiKey::Resource(id) => id.to_string(),
            };
            (label.clone(), of.clone().unwrap_or_else(by_id))
        }
        ComparisonSubject::Thing { thing: ComparedPermission::DirectoryRole { scope, .. }, label, .. } => {
            (label.clone(), places::directory_role(scope, None, Lasting::Permanent))
        }
        ComparisonSubject::Wish(wish) => wish_names(wish),
    }
}

fn wish_names(wish: &Wish) -> (String, String) {
    match wish {
        Wish::Add(Permission::AppRole(AppRoleName { api, role: RoleKey::Value(value) }), _) => {
            (value.clone(), role_name::api(*api))
        }
        Wish::Add(Permission::AppRole(AppRoleName { api, role: RoleKey::Id(id) }), _) => {
            (id.to_string(), role_name::api(*api))
        }
        Wish::Named { api, name } => (name.clone(), api.map_or_else(|| change::ANY_API.to_owned(), role_name::api)),
        Wish::Add(Permission::EntraRole { role, scope }, _) | Wish::Remove(Permission::EntraRole { role, scope }) => {
            (role_name::role(*role), places::directory_role(scope, None, Lasting::Permanent))
        }
        Wish::Remove(Permission::AppRole(AppRoleIds { resource, role })) => (role.to_string(), resource.to_string()),
        Wish::Add(Permission::AzureRole(at), _) | Wish::Remove(Permission::AzureRole(at)) => {
            (role_name::azure_role(at.role), azure::scope(&at.scope, None))
        }
        Wish::Add(Permission::GroupMembership(group), _) | Wish::Remove(Permission::GroupMembership(group)) => {
            (group.to_string(), add_group::GROUP.to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::directory_role::{DirectoryRoleGrant, DirectoryScope, RoleAssignment};
    use domain::held_role::Term;
    use domain::ids::{TenantId, UserId};
    use domain::person::Organization;
    use domain::verify::{AssigningGroup, EndLimit, ExistingAssignment, IndirectAssignment, UnknownReason};
    use domain::well_known::EXCHANGE_ADMINISTRATOR;

    fn written(name: &str, finding: ComparisonFinding) -> String {
        let tenant = Organization {
            id: TenantId("7f3a1c52-9d04-4e6b-8a17-2c5e90d1b640".parse().unwrap()),
            display_name: name.to_owned(),
            default_domain: None,
            initial_domain: None,
        };
        let person = Person {
            id: UserId("b8f0a1d4-6c27-4e95-9a03-51d7c2e84f60".parse().unwrap()),
            display_name: name.to_owned(),
            user_principal_name: name.to_owned(),
            tenant,
            roles: Ok(Vec::new()),
        };
        let comparison = Comparison {
            id: ServicePrincipalId("ec452be0-c7e0-4e45-baa2-6516c0683677".parse().unwrap()),
            name,
            against: ComparisonKind::Set,
            other: name,
            beside: &[name.to_owned()],
            read_at: Timestamp::from_millis(0),
            person: &person,
            is_sample: true,
        };
        let lasting = Ok(Lasting::Hours(std::num::NonZeroU16::new(8).unwrap()));
        let thing = ComparedPermission::DirectoryRole { role: EXCHANGE_ADMINISTRATOR, scope: DirectoryScope::Tenant };
        let row = ComparisonRow {
            about: ComparisonSubject::Thing { thing, of: None, label: name.to_owned() },
            finding,
            lasting,
        };
        assert_eq!(comparison.file_name(), "ec452be0-c7e0-4e45-baa2-6516c0683677-check-1970-01-01.md");
        comparison.markdown(&Verification { rows: vec![row] })
    }

    #[test]
    fn the_table_says_what_was_found_and_who_looked() {
        let page = written("Oslo", ComparisonFinding::Missing);
        assert!(page.contains(export::SAMPLE));
        assert!(page.contains("| Result | 0 of 1 assigned, 1 missing |"), "{page}");
        assert!(page.contains("| Updated | 1970-01-01 00:00 UTC |"), "{page}");
        assert!(
            page.ends_with("| Oslo | Entra role · Directory (tenant-wide) | Missing | The set specifies 8 hours. |\n"),
            "{page}"
        );
        let unclear = written("Oslo", ComparisonFinding::CannotTell(UnknownReason::NoSuchRole));
        assert!(
            unclear.contains(&format!("| Unknown | {} |", standing::unknown_reason(&UnknownReason::NoSuchRole))),
            "{unclear}"
        );
    }

    #[test]
    fn what_is_held_otherwise_than_wanted_stands_for_itself() {
        let group = AssigningGroup {
            id: "61b0c52f-a902-4769-9a09-c6628335b00a".parse().unwrap(),
            name: Some("Ops".to_owned()),
        };
        let page = written(
            "Oslo",
            ComparisonFinding::ThroughGroup(IndirectAssignment { group: Some(group), term: Term::Permanent }),
        );
        assert!(page.contains("| Result | 0 of 1 assigned, 1 through a group |"), "{page}");
        let row = "| Through a group | This identity has it through the group Ops, and not directly. The set specifies 8 hours. |\n";
        assert!(page.ends_with(row), "{page}");
        let grant = DirectoryRoleGrant {
            principal: "ec452be0-c7e0-4e45-baa2-6516c0683677".parse().unwrap(),
            role: EXCHANGE_ADMINISTRATOR,
            scope: DirectoryScope::Tenant,
        };
        let assignment = RoleAssignment { id: "r1".parse().unwrap(), grant, definition: None };
        let by = ExistingAssignment::DirectoryRole { assignment, term: Term::Permanent };
        let wanted = EndLimit::Hours(std::num::NonZeroU16::new(8).unwrap());
        let page = written("Oslo", ComparisonFinding::HeldLonger { by: by.clone(), wanted });
        assert!(page.contains("| Result | 0 of 1 assigned, 1 ends later than the set |"), "{page}");
        assert!(
            page.contains("| Ends later than the set | Assigned permanently; the set specifies 8 hours."),
            "{page}"
        );
        let page = written("Oslo", ComparisonFinding::EndsSooner { by, end: Timestamp::from_millis(0), wanted: None });
        assert!(page.contains("| Ends sooner than the set | Assigned until 1970-01-01 "), "{page}");
    }

    #[test]
    fn no_name_becomes_markup_or_another_row() {
        let lines = written("Oslo", ComparisonFinding::Missing).lines().count();
        for name in ["a | b\n| c |", "[x](https://evil.example)", "<img src=x>", "`a`", "\u{202e}gpj"] {
            let page = written(name, ComparisonFinding::Missing);
            assert_eq!(page.lines().count(), lines, "{name}");
            assert!(page.contains(&text(name)), "{name}");
        }
    }
}
