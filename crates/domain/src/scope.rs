//! Delegated permissions of Microsoft Graph that the page asks a user for.

use std::fmt;

use super::guid::Guid;

macro_rules! scopes {
    ($($(#[$doc:meta])* $name:ident = $value:literal, $id:literal, writes: $writes:literal;)*) => {
        /// A delegated permission: what the page may do on behalf of the user, within the user's own rights.
        ///
        /// <https://learn.microsoft.com/graph/permissions-reference>
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Scope {
            $($(#[$doc])* $name,)*
        }

        impl Scope {
            /// Every scope that the page knows.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The name, as it is in a token.
            pub const fn value(self) -> &'static str {
                match self { $(Self::$name => $value,)* }
            }

            /// The id by which an app registration lists it.
            pub const fn id(self) -> Guid {
                match self { $(Self::$name => Guid::known($id),)* }
            }

            /// Whether a token that has it can change the tenant.
            pub const fn writes(self) -> bool {
                match self { $(Self::$name => $writes,)* }
            }
        }
    };
}

scopes! {
    /// Who the user is.
    UserRead = "User.Read", "e1fe6dd8-ba31-4d61-89e7-88639da4683d", writes: false;
    /// Service principals, their app roles and their assignments.
    ApplicationReadAll = "Application.Read.All", "c79f8feb-a9db-4090-85f9-90d820caa0eb", writes: false;
    /// Directory roles and their assignments, including time-bound ones, and the roles that a user can activate.
    RoleManagementReadDirectory = "RoleManagement.Read.Directory", "741c54c3-0c1e-44a1-818b-3f97ab4e8c83", writes: false;
    /// Delegated grants, and any object by its id.
    DirectoryReadAll = "Directory.Read.All", "06da0dbc-49e2-44d2-8312-53f166ab848a", writes: false;
    /// The names of groups.
    GroupMemberReadAll = "GroupMember.Read.All", "bc024368-1153-4739-b217-4326f2e966d0", writes: false;
    /// Who granted what, and sign-ins.
    AuditLogReadAll = "AuditLog.Read.All", "e4c9e354-4dc5-45b8-9e7c-e1393b0b1a20", writes: false;
    /// Granting and revoking app roles.
    AppRoleAssignmentReadWriteAll = "AppRoleAssignment.ReadWrite.All", "84bccea3-f856-4a8a-967b-dbe0a3d53a64", writes: true;
    /// Assigning and removing directory roles.
    RoleManagementReadWriteDirectory = "RoleManagement.ReadWrite.Directory", "d01b97e9-cbc0-49fe-810a-750afd5527a3", writes: true;
    /// Assigning time-bound directory roles.
    RoleAssignmentScheduleReadWriteDirectory = "RoleAssignmentSchedule.ReadWrite.Directory", "8c026be3-8e26-4774-9372-8d5d6f21daff", writes: true;
    /// Adding identities to groups and removing them.
    GroupMemberReadWriteAll = "GroupMember.ReadWrite.All", "f81125ac-d3b7-4573-a3b2-7099cc39df9e", writes: true;
}

impl Scope {
    /// The scopes that no registration has unless they are added: each is for one kind of change, reaches far, and is
    /// asked for in a window when such a change is applied.
    pub const OPTIONAL: &'static [Self] = &[Self::GroupMemberReadWriteAll];

    /// Whether it is one of the optional ones.
    pub fn is_optional(self) -> bool {
        Self::OPTIONAL.contains(&self)
    }

    /// What is asked for at sign-in; everything else is asked for by the part of the page that needs it.
    pub const AT_SIGN_IN: &'static [Self] =
        &[Self::UserRead, Self::ApplicationReadAll, Self::RoleManagementReadDirectory];

    /// The scope with this name. Whole names are compared, because one name may begin another.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|scope| scope.value().eq_ignore_ascii_case(name))
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.value())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_is_found_by_its_whole_name_only() {
        for &scope in Scope::ALL {
            assert_eq!(Scope::named(scope.value()), Some(scope));
            assert_eq!(Scope::named(&format!("{scope}x")), None);
        }
        assert_eq!(Scope::named("user.read"), Some(Scope::UserRead));
        assert_eq!(Scope::named("User.Read.All"), None);
    }

    #[test]
    fn optional_scopes_write_and_are_not_asked_for_at_sign_in() {
        assert!(Scope::OPTIONAL.iter().all(|scope| scope.writes() && !Scope::AT_SIGN_IN.contains(scope)));
    }

    #[test]
    fn no_scope_of_the_sign_in_writes() {
        assert!(Scope::AT_SIGN_IN.iter().all(|scope| !scope.writes()));
    }
}
