param([Parameter(Mandatory)] [string]$GroupName, [string]$Path = '.\members.csv')

Import-Module Microsoft.Graph.Groups
Connect-MgGraph -Identity | Out-Null

$wanted = Import-Csv $Path | Select-Object -ExpandProperty ObjectId
$group = Get-MgGroup -Filter "displayName eq '$GroupName'" -Property id, displayName
if (-not $group) { throw "No group '$GroupName'. Create it first, for example with: New-MgGroup -DisplayName '$GroupName'" }

$current = (Get-MgGroupMember -GroupId $group.Id -All -Property id).Id

foreach ($id in $wanted | Where-Object { $_ -notin $current }) {
    $reference = @{ '@odata.id' = "https://graph.microsoft.com/v1.0/directoryObjects/$id" }
    New-MgGroupMemberByRef -GroupId $group.Id -BodyParameter $reference
    Write-Verbose "added $id"
}
foreach ($id in $current | Where-Object { $_ -notin $wanted }) {
    # Remove-MgGroup -GroupId $id   <- never, this deletes a group
    Remove-MgGroupMemberByRef -GroupId $group.Id -DirectoryObjectId $id
    Write-Verbose "removed $id"
}
