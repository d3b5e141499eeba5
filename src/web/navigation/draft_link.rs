//! A change request as a link: the address of the page with the change request in its fragment, which no server sees.

use crate::web::navigation::route::Route;
use domain::draft::Draft;

/// The longest link that is offered, in characters. Mail programs and chats break longer ones.
pub const LONGEST: usize = 2000;

/// The link to a change request, for the page at this address; nothing, where it would be too long and a file has to
/// do.
pub fn link(page: &str, draft: &Draft) -> Option<String> {
    let page = page.split('#').next().unwrap_or_default();
    let link = format!("{page}{}", Route::Draft(Some(draft.to_link_part())));
    (link.len() <= LONGEST).then_some(link)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::change::permission_set::PermissionSet;
    use domain::change::wish::Wanted;
    use domain::ids::{ServicePrincipalId, TenantId};
    use domain::time::Timestamp;

    const TENANT: TenantId = TenantId::known("66666666-0000-4000-8000-0000000000f1");
    const IDENTITY: ServicePrincipalId = ServicePrincipalId::known("22222222-0000-4000-8000-0000000000b1");

    fn draft(sets: &[PermissionSet]) -> Draft {
        let wishes = sets.iter().flat_map(|set| set.wishes());
        let wanted = wishes.map(|wish| Wanted { identity: IDENTITY, wish }).collect();
        Draft::new(TENANT, Timestamp::from_millis(0), "Jonas, ticket 4711", wanted)
    }

    #[test]
    fn a_link_leads_to_the_draft_and_says_nothing_to_a_server() {
        let draft = draft(&[PermissionSet::Microsoft365Automation]);
        let link = link("https://bestow.example.com/a/?b#/identities?q=x", &draft).unwrap();
        let (server, fragment) = link.split_once('#').unwrap();
        assert_eq!(server, "https://bestow.example.com/a/?b");
        let Route::Draft(Some(part)) = Route::parse(fragment) else { panic!("{fragment}") };
        assert_eq!(Draft::from_link_part(&part), Ok(draft));
    }

    #[test]
    fn a_draft_that_is_too_long_for_a_link_has_none() {
        assert_eq!(link("https://bestow.example.com/", &draft(PermissionSet::ALL)), None);
        let page = format!("https://bestow.example.com/{}/", "long/".repeat(400));
        assert_eq!(link(&page, &draft(&[PermissionSet::MailSending])), None);
    }
}
