Connect-Graph -Identity
$root = 'https://graph.microsoft.com'
$api = @{ Version = 'v1.0'; Beta = 'beta' }
$upn = 'adele@contoso.com'
$folderId = 'inbox'

# by position
$settings = Invoke-MgGraphRequest GET "$root/v1.0/users/$upn/mailboxSettings"

# -f with a constant from a hashtable
$uri = '{0}/{1}/users/{2}/mailFolders/{3}/messageRules' -f $root, $api.Version, $upn, $folderId
$rules = Invoke-MgGraphRequest -Uri $uri -OutputType PSObject

# + over two lines, and the alias
$next = $root + '/' + $api['Version'] +
    '/users/' + $upn + '/contacts?$top=100'
$contacts = Invoke-GraphRequest -Method Get -Uri $next

# the shape of a request in a splat
$request = @{
    Method = 'PATCH'
    Uri    = "v1.0/users/$upn/mailboxSettings"
    Body   = @{ automaticRepliesSetting = @{ status = 'disabled' } } | ConvertTo-Json
}
Invoke-MgGraphRequest @request

"{0} rules, {1} contacts, time zone {2}" -f $rules.value.Count, $contacts.value.Count, $settings.timeZone
# Invoke-MgGraphRequest DELETE "$root/v1.0/users/$upn"
