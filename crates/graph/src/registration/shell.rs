//! The registrations by the Azure CLI: `register.sh`, and the same as a command to paste.

use super::{
    AZURE, AccessMode, EXTRAS, GRAPH, RegisteredApp, RegistrationOptions, USER_IMPERSONATION, operator, reader,
};
use domain::cloud::Cloud;

/// The script.
pub fn script() -> String {
    let (reader, operator) = (reader(), operator());
    let azure =
        format!(r#"{{"resourceAppId":"{AZURE}","resourceAccess":[{{"id":"{USER_IMPERSONATION}","type":"Scope"}}]}}"#);
    let extras = |line: fn(&super::Extra) -> String| EXTRAS.iter().map(line).collect::<String>();
    TEMPLATE
        .replace("@EXTRA_HELP@", &extras(|it| format!("# --{:<10} adds {}, {}\n", it.option, it.scope, it.purpose)))
        .replace("@EXTRA_DEFAULTS@", &extras(|it| format!("with_{}=no\n", it.option)))
        .replace("@EXTRA_CASES@", &extras(|it| format!("    --{0}) with_{0}=yes ;;\n", it.option)))
        .replace("@EXTRA_ACCESS@", &extras(extra_access))
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

/// The script as a command for Bash. It runs in a process of its own, so that its end isn't the end of the shell that it is
/// pasted into, and its input stays the terminal.
///
/// `None` for a cloud that the Azure CLI doesn't know: its Microsoft Graph is that of another one.
pub fn command(options: &RegistrationOptions<'_>) -> Option<String> {
    let cloud = match options.cloud {
        Cloud::Public => "",
        Cloud::UsGovernment => "az cloud set --name AzureUSGovernment\n",
        Cloud::China => "az cloud set --name AzureChinaCloud\n",
        Cloud::UsGovernmentDod => return None,
    };
    let sign_in = match (options.tenant, cloud) {
        (Some(tenant), _) => format!("az login --tenant '{tenant}' --allow-no-subscriptions\n"),
        (None, "") => String::new(),
        (None, _) => "az login --allow-no-subscriptions\n".to_owned(),
    };
    // Within single quotes everything but a quote stands for itself, and an address has that as %27.
    let address = options.address.replace('\'', "%27");
    let mode = match options.mode {
        AccessMode::ReaderOperator => "",
        AccessMode::ReadOnly => " --read-only",
        AccessMode::Single => " --single",
    };
    let azure = if options.azure { " --azure" } else { "" };
    let consent = if options.consent { " --consent" } else { "" };
    let extras = EXTRAS.iter().filter(|it| options.extras.contains(&it.scope)).map(|it| format!(" --{}", it.option));
    let extras: String = extras.collect();
    let script = script();
    Some(format!(
        "{cloud}{sign_in}bash <(cat <<'BESTOW'\n{script}BESTOW\n) '{address}'{mode}{azure}{extras}{consent}\n"
    ))
}

/// The lines that add an optional scope to the registration for changes.
fn extra_access(extra: &super::Extra) -> String {
    format!(
        r#"if [[ $with_{} == yes ]]; then
  operator_access="${{operator_access%??}},{{\"id\":\"{}\",\"type\":\"Scope\"}}]}}"
  operator_scopes="$operator_scopes {}"
fi
"#,
        extra.option,
        extra.scope.id(),
        extra.scope
    )
}

/// The one element of `requiredResourceAccess`, a line for each permission.
fn access(registration: &RegisteredApp) -> String {
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
# --single     creates one registration that reads and makes changes, for a trial
# --azure      adds user_impersonation of Azure Service Management, to show, assign and remove Azure roles
@EXTRA_HELP@# --consent    grants tenant-wide admin consent for the permissions below
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
mode=reader-operator
with_azure=no
@EXTRA_DEFAULTS@with_consent=no
for argument in "$@"; do
  case $argument in
    --read-only) mode=read-only ;;
    --single) mode=single ;;
    --azure) with_azure=yes ;;
@EXTRA_CASES@    --consent) with_consent=yes ;;
    -*) fail "There is no option $argument." ;;
    *) address=$argument ;;
  esac
done

@EXTRA_ACCESS@
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
if [[ $mode == reader-operator ]]; then
  check_name '@OPERATOR@'
fi

access=$reader_access
scopes=$reader_scopes
if [[ $mode == single ]]; then
  access=$operator_access
  scopes=$operator_scopes
fi
if [[ $with_azure == yes ]]; then
  access="$access,$azure_access"
fi
register '@READER@' "$access"
reader=$app_id
consent "$reader" "$graph" "$scopes"
if [[ $with_azure == yes ]]; then
  consent "$reader" "$azure" user_impersonation
fi

if [[ $mode == reader-operator ]]; then
  access=$operator_access
  if [[ $with_azure == yes ]]; then
    access="$access,$azure_access"
  fi
  register '@OPERATOR@' "$access"
  operator=$app_id
  consent "$operator" "$graph" "$operator_scopes"
  if [[ $with_azure == yes ]]; then
    consent "$operator" "$azure" user_impersonation
  fi
  printf '{\n  "tenant": "%s",\n  "mode": "reader-operator",\n  "clientId": "%s",\n  "operatorClientId": "%s"\n}\n' \
    "$tenant" "$reader" "$operator"
else
  printf '{\n  "tenant": "%s",\n  "mode": "%s",\n  "clientId": "%s"\n}\n' "$tenant" "$mode" "$reader"
fi

if [[ $with_consent == no ]]; then
  say "Admin consent isn't granted. In the Microsoft Entra admin center: App registrations > the app > API permissions > Grant admin consent."
fi
"#;
