param(
    [string[]]$GraphPermissions = @("User.Read.All","Directory.Read.All"),
    [string[]]$ExchangePermissions = @("Exchange.ManageAsApp"),
    [string]$DirectoryRole = "Exchange Recipient Administrator"
)
=====
graph: User.Read.All, Directory.Read.All
exchange: Exchange.ManageAsApp
roles: Exchange Recipient Administrator
