//! The people of the sample, the groups they are in, and the parts of the company.

use super::ids::id_of;
use crate::tenant::{AdministrativeUnit, Group, GroupKind, Tenant, User};
use domain::guid::Guid;
use domain::ids::{ObjectId, UserId};

/// Ingrid Halvorsen, Global Administrator: who opens the sample is signed in as her.
pub const ADMINISTRATOR: UserId = UserId::known("b8f0a1d4-6c27-4e95-9a03-51d7c2e84f60");
/// Maren Solberg, Application Administrator and owner of the company's own APIs.
pub const APPLICATION_ADMINISTRATOR: UserId = UserId::known("0e7b94c2-d35a-4f18-8b6e-a2c90f417d83");
/// Jonas Bakken of the helpdesk.
pub const HELPDESK: UserId = UserId::known("d41c8e07-7a92-4b35-9f60-3e85b1c6d2a9");
/// Amira Haddad, who reviews permissions of identities and changes nothing.
pub const SECURITY_REVIEWER: UserId = UserId::known("6a25f9b3-18e4-4d7c-a051-c9f02e73b846");
/// Tuva Lien, who may activate Privileged Role Administrator and has nothing until she does.
pub const ELIGIBLE_ADMINISTRATOR: UserId = UserId::known("93d0c65e-4f81-4a2b-b7c9-08e1d64a5f72");

const STAFF: [(&str, &str); 7] = [
    ("Ole Kristian Moe", "ole.moe"),
    ("Sanne de Vries", "sanne.devries"),
    ("Bjørn Åsen", "bjorn.asen"),
    ("Priya Raman", "priya.raman"),
    ("Hélène Marchand", "helene.marchand"),
    ("Tomasz Zieliński", "tomasz.zielinski"),
    ("Fatima Noor", "fatima.noor"),
];

/// The administrative unit of the Oslo depot.
pub(super) fn oslo() -> ObjectId {
    ObjectId(id_of("unit", "Oslo depot"))
}

/// A group by its name.
pub(super) fn group(name: &str) -> ObjectId {
    ObjectId(id_of("group", name))
}

pub(super) fn add(tenant: &mut Tenant) {
    for (id, name, account) in [
        (ADMINISTRATOR, "Ingrid Halvorsen", "ingrid.halvorsen"),
        (APPLICATION_ADMINISTRATOR, "Maren Solberg", "maren.solberg"),
        (HELPDESK, "Jonas Bakken", "jonas.bakken"),
        (SECURITY_REVIEWER, "Amira Haddad", "amira.haddad"),
        (ELIGIBLE_ADMINISTRATOR, "Tuva Lien", "tuva.lien"),
    ] {
        tenant.add_user(User::member(id, name, &format!("{account}@halden.example")));
    }
    let staff = STAFF.map(|(name, account)| {
        let id = UserId(id_of("user", account));
        tenant.add_user(User::member(id, name, &format!("{account}@halden.example")));
        id.0
    });
    add_leaver_and_guest(tenant);
    let [ole, sanne, bjorn, priya, ..] = staff;
    add_group(tenant, "sg-all-staff", false, &staff);
    add_group(tenant, "sg-integration-team", false, &[APPLICATION_ADMINISTRATOR.0, ole, priya]);
    for (name, kind) in [
        ("sg-depot-staff-by-rule", GroupKind::Dynamic),
        ("GG-Warehouse-Scanners", GroupKind::OnPremises),
        ("halden-announcements", GroupKind::MailEnabled),
        ("Halden Social Club", GroupKind::Microsoft365),
    ] {
        let (id, display_name) = (group(name), name.to_owned());
        let members = if kind == GroupKind::Microsoft365 { vec![ole, sanne] } else { Vec::new() };
        tenant.add_group(Group { id, display_name, is_assignable_to_role: false, kind, members });
    }
    for (name, members) in [("Oslo depot", vec![ole, bjorn]), ("Rotterdam depot", vec![sanne])] {
        let id = ObjectId(id_of("unit", name));
        tenant.add_administrative_unit(AdministrativeUnit { id, display_name: name.to_owned(), members });
    }
}

pub(super) fn add_group(tenant: &mut Tenant, name: &str, is_assignable_to_role: bool, members: &[Guid]) {
    let (id, display_name) = (group(name), name.to_owned());
    tenant.add_group(Group {
        id,
        display_name,
        is_assignable_to_role,
        kind: GroupKind::Security,
        members: members.to_vec(),
    });
}

fn add_leaver_and_guest(tenant: &mut Tenant) {
    let leaver = User::member(UserId(id_of("user", "leaver")), "Karl Nygaard", "karl.nygaard@halden.example");
    tenant.add_user(User { account_enabled: false, ..leaver });
    let name = "rafael.ortega_kestrelfreight.example#EXT#@halden.example";
    let guest = User::member(UserId(id_of("user", "guest")), "Rafael Ortega (Kestrel Freight)", name);
    tenant.add_user(User { guest: true, ..guest });
}
