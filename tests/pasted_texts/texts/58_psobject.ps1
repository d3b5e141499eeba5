$list = @(
    [pscustomobject]@{ Resource = 'Microsoft Graph'; Permission = 'User.Read.All'; Type = 'Application' }
    [pscustomobject]@{ Resource = 'Microsoft Graph'; Permission = 'Mail.Read'; Type = 'Delegated' }
    [pscustomobject]@{ Resource = 'SharePoint'; Permission = 'User.Read.All'; Type = 'Application' }
)
$csv = @"
Permission,Api
Group.Read.All,Microsoft Graph
Sites.Selected,SharePoint
"@ | ConvertFrom-Csv
=====
graph: User.Read.All, Group.Read.All
sharepoint: User.Read.All, Sites.Selected
delegated: Mail.Read
