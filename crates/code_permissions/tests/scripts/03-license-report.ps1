# License report. Get-MgSubscribedSku gives the totals, the users give the details.
Connect-MgGraph -Identity

$skus = @{}
Get-MgSubscribedSku -All | ForEach-Object { $skus[$_.SkuId] = $_.SkuPartNumber }

$users = Get-MgUser -All `
    -Filter "assignedLicenses/`$count ne 0" `
    -ConsistencyLevel eventual `
    -CountVariable total `
    -Property id, userPrincipalName, assignedLicenses, `
        usageLocation

$rows = foreach ($user in $users) {
    $details = Get-MgUserLicenseDetail -UserId $user.Id
    foreach ($detail in $details) {
        [pscustomobject]@{
            User     = $user.UserPrincipalName
            License  = $skus[$detail.SkuId]
            Disabled = ($detail.ServicePlans | Where-Object ProvisioningStatus -eq 'Disabled').Count
        }
    }
}
$rows | Export-Csv -Path ("licenses-{0:yyyyMMdd}.csv" -f (Get-Date)) -NoTypeInformation
