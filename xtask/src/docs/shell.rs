//! `register.sh`: the registrations by the Azure CLI.

use super::registration::{AZURE, GRAPH, Registration, USER_IMPERSONATION, operator, reader};

/// The script.
pub fn script() -> String {
    let (reader, operator) = (reader(), operator());
    let azure =
        format!(r#"{{"resourceAppId":"{AZURE}","resourceAccess":[{{"id":"{USER_IMPERSONATION}","type":"Scope"}}]}}"#);
    TEMPLATE
        .replace("@GRAPH@", GRAPH)
        .replace("@AZURE@", AZURE)
        .replace("@AZURE_ACCESS@", &azure)
        .replace("@READER@", reader.name)
        .replace("@READER_ACCESS@", &access(&reader))
        .replace("@READER_SCOPES@", &reader.values())
        .replace("@OPERATOR@", operator.name)
        .replace("@OPERATOR_ACCESS@", &access(&operator))
        .replace("@OPERATOR_SCOPES@", &operator.values())
}

/// The one element of `requiredResourceAccess`, a line for each permission.
fn access(registration: &Registration) -> String {
    let entries: Vec<String> =
        registration.scopes.iter().map(|scope| format!(r#"{{"id":"{}","type":"Scope"}}"#, scope.id())).collect();
    format!("{{\"resourceAppId\":\"{GRAPH}\",\"resourceAccess\":[\n  {}]}}", entries.join(",\n  "))
}

const TEMPLATE: &str = r#"#!/usr/bin/env bash
# Registers Bestow in your Microsoft Entra tenant with the Azure CLI and prints config.json.
# Written by `cargo xtask docs` from the permissions that Bestow's requests need. Don't edit it by hand.
#
#   az login --tenant TENANT --allow-no-subscriptions
#   ./register.sh https://bestow.example.com/ --consent > config.json
#
# --read-only  creates the reader only: Bestow makes no changes
# --azure      adds Azure Resource Manager to the reader, to show Azure roles
# --consent    grants tenant-wide admin consent for the permissions below
#
# National cloud: run `az cloud set` before `az login`.
set -euo pipefail

graph=@GRAPH@
azure=@AZURE@

reader_access='@READER_ACCESS@'
reader_scopes='@READER_SCOPES@'

operator_access='@OPERATOR_ACCESS@'
operator_scopes='@OPERATOR_SCOPES@'

azure_access='@AZURE_ACCESS@'

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "$*"
  exit 1
}

address=
read_only=no
with_azure=no
with_consent=no
for argument in "$@"; do
  case $argument in
    --read-only) read_only=yes ;;
    --azure) with_azure=yes ;;
    --consent) with_consent=yes ;;
    -*) fail "There is no option $argument." ;;
    *) address=$argument ;;
  esac
done

# The folder that index.html is in, with a slash at the end.
address=${address%index.html}
address=${address%/}/
[[ $address =~ ^(https://|http://localhost[:/])[A-Za-z0-9.:/_~%-]*$ ]] ||
  fail 'Specify the address of Bestow, for example https://bestow.example.com/'
redirect=${address}redirect.html

tenant=$(az account show --query tenantId --output tsv)
graph_root=$(az cloud show --query endpoints.microsoftGraphResourceId --output tsv)
graph_root=${graph_root%/}
say "Tenant: $tenant"
say "Redirect URI: $redirect"

# Fails if the tenant has an app registration with this name, so that none is changed by mistake.
check_name() {
  local count
  count=$(az ad app list --filter "displayName eq '$1'" --query 'length(@)' --output tsv)
  [[ $count == 0 ]] || fail "An app registration named '$1' already exists. Rename or delete it, then run this script again."
}

# Creates an app registration and its enterprise application. Sets app_id.
register() {
  local name=$1 access=$2 attempt
  app_id=$(az rest --method POST --uri "$graph_root/v1.0/applications" \
    --headers Content-Type=application/json --query appId --output tsv \
    --body "{\"displayName\":\"$name\",\"signInAudience\":\"AzureADMyOrg\",\"spa\":{\"redirectUris\":[\"$redirect\"]},\"requiredResourceAccess\":[$access]}")
  say "App registration $name: $app_id"
  # The new application may not be found for a few seconds.
  for attempt in 1 2 3 4 5 6; do
    if az ad sp create --id "$app_id" --output none; then
      return
    fi
    say "The enterprise application couldn't be created yet (attempt $attempt of 6)."
    sleep 5
  done
  fail "Couldn't create the enterprise application for $app_id. Run: az ad sp create --id $app_id"
}

# Grants tenant-wide admin consent for delegated permissions of one API.
consent() {
  if [[ $with_consent == yes ]]; then
    az ad app permission grant --id "$1" --api "$2" --scope "$3" --output none
  fi
}

check_name '@READER@'
if [[ $read_only == no ]]; then
  check_name '@OPERATOR@'
fi

access=$reader_access
if [[ $with_azure == yes ]]; then
  access="$reader_access,$azure_access"
fi
register '@READER@' "$access"
reader=$app_id
consent "$reader" "$graph" "$reader_scopes"
if [[ $with_azure == yes ]]; then
  consent "$reader" "$azure" user_impersonation
fi

if [[ $read_only == yes ]]; then
  printf '{\n  "tenant": "%s",\n  "mode": "read-only",\n  "clientId": "%s"\n}\n' "$tenant" "$reader"
else
  register '@OPERATOR@' "$operator_access"
  operator=$app_id
  consent "$operator" "$graph" "$operator_scopes"
  printf '{\n  "tenant": "%s",\n  "mode": "reader-operator",\n  "clientId": "%s",\n  "operatorClientId": "%s"\n}\n' \
    "$tenant" "$reader" "$operator"
fi

if [[ $with_consent == no ]]; then
  say "Admin consent isn't granted. In the Microsoft Entra admin center: App registrations > the app > API permissions > Grant admin consent."
fi
"#;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::docs::commands::{Language, parses};
    use domain::scope::Scope;

    #[test]
    fn script_parses_as_bash_and_has_no_gap() {
        let text = script();
        assert!(parses(Language::Bash, &text), "{text}");
        assert!(!text.contains("@GRAPH") && !text.contains("_SCOPES@") && !text.contains("_ACCESS@"));
        let broken = text.replacen("fi\n", "\n", 1);
        assert!(!parses(Language::Bash, &broken), "the parser would find a mistake");
    }

    #[test]
    fn reader_has_no_scope_that_writes_and_the_operator_has_all() {
        let text = script();
        let part = |begin: &str, end: &str| text.split_once(begin).unwrap().1.split_once(end).unwrap().0.to_owned();
        let reader = part("reader_access=", "operator_access=");
        let operator = part("operator_access=", "azure_access=");
        for scope in Scope::ALL {
            let id = scope.id().to_string();
            assert_eq!(reader.contains(&id), !scope.writes(), "{scope}");
            assert!(operator.contains(&id) && operator.contains(scope.value()), "{scope}");
        }
    }
}
