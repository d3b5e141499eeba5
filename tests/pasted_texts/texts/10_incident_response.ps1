$incidentResponseRoles = @("User.ReadWrite.All")
$transportRules = @('DeviceManagementApps.Read.All')
=====
graph: DeviceManagementApps.Read.All
ask: User.ReadWrite.All = graph sharepoint
