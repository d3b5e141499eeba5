//! Telling a cmdlet of Microsoft Graph PowerShell or Microsoft Entra PowerShell from other searches.

/// The prefixes of the nouns of Microsoft Graph PowerShell and Microsoft Entra PowerShell.
const PREFIXES: [&str; 2] = ["Mg", "Entra"];

/// The cmdlet that a search is for, without blanks around it; `None` if the search is for something else. Only the form
/// counts here: whether there is such a cmdlet is in the table of calls.
pub fn cmdlet_name(search: &str) -> Option<&str> {
    let name = search.trim();
    let (verb, noun) = name.split_once('-')?;
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let has_prefix = |prefix: &&str| {
        noun.len() > prefix.len() && noun.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    };
    let is_verb = !verb.is_empty() && verb.bytes().all(|byte| byte.is_ascii_alphabetic());
    (is_verb && is_word(noun) && PREFIXES.iter().any(has_prefix)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cmdlet_is_recognized_by_its_verb_and_prefix() {
        for name in
            ["Get-MgUser", "get-mguser", "Send-MgUserMail", "Get-MgBetaUser", "Get-EntraUser", "New-EntraBetaGroup"]
        {
            assert_eq!(cmdlet_name(&format!(" {name} ")), Some(name), "{name}");
        }
    }

    #[test]
    fn other_searches_are_no_cmdlet() {
        for search in [
            "",
            "mail",
            "Get-Mg",
            "Get-Entra",
            "Get-",
            "-MgUser",
            "Get-MgUser -All",
            "Get-AzVM",
            "Get-Mailbox",
            "OrgSettings-Forms.Read.All",
            "User-Mail.ReadWrite.All",
            "Get-Mgé",
        ] {
            assert_eq!(cmdlet_name(search), None, "{search}");
        }
    }
}
