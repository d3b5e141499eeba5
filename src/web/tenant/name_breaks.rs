//! Where a long name of one word may be broken: `UserAuthenticationMethod.ReadWrite.All` is wider than many a column.
//! Pure.

/// A name up to this length fits into every column.
const FITS: usize = 24;

/// The pieces of a name between which a line may end: before a dot or a hyphen, and before a capital after a small
/// letter. A short name, and one of several words, is one piece: a browser breaks between words by itself.
pub fn pieces(name: &str) -> Vec<&str> {
    if name.len() <= FITS || name.contains(char::is_whitespace) {
        return vec![name];
    }
    let mut pieces = Vec::new();
    let (mut start, mut before) = (0, '.');
    for (at, c) in name.char_indices() {
        let ends_here = matches!(c, '.' | '-') || c.is_uppercase() && before.is_lowercase();
        if ends_here && at > start {
            pieces.push(&name[start..at]);
            start = at;
        }
        before = c;
    }
    pieces.push(&name[start..]);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_broken_where_its_words_begin() {
        let check = |name, expected: &[&str]| assert_eq!(pieces(name), expected);
        check("Mail.Read", &["Mail.Read"]);
        check("User Administrator of the whole tenant", &["User Administrator of the whole tenant"]);
        check(
            "UserAuthenticationMethod.ReadWrite.All",
            &["User", "Authentication", "Method", ".Read", "Write", ".All"],
        );
        check("IndustryData-DataConnector.Read", &["Industry", "Data", "-Data", "Connector", ".Read"]);
        check(".ÅrsRapporterForAlleMedarbejdere", &[".Års", "Rapporter", "For", "Alle", "Medarbejdere"]);
        check("0f9a36da-1e3b-46a1-97f1-d4ba30176869", &["0f9a36da", "-1e3b", "-46a1", "-97f1", "-d4ba30176869"]);
        for name in
            ["", "....................................", "ÅÅÅÅÅÅÅÅÅÅÅÅÅÅÅÅÅÅÅÅÅÅÅÅÅÅÅÅ", "aBaBaBaBaBaBaBaBaBaBaBaBaBaB"]
        {
            assert_eq!(pieces(name).concat(), name);
        }
    }
}
