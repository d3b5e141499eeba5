Connect-AzAccount -Identity | Out-Null
$subscription = '00000000-1111-2222-3333-444444444444'
$arm = 'https://management.azure.com'
$group = 'rg-automation'

$jobs = Invoke-AzRestMethod -Method GET -Path "/subscriptions/$subscription/resourceGroups/$group/providers/Microsoft.Automation/automationAccounts/aa-prod/jobs?api-version=2023-11-01"

$token = (Get-AzAccessToken -ResourceUrl $arm).Token
$headers = @{ Authorization = "Bearer $token" }
$machines = Invoke-RestMethod -Uri "$arm/subscriptions/$subscription/resourceGroups/$group/providers/Microsoft.Compute/virtualMachines?api-version=2024-07-01" -Headers $headers
foreach ($machine in $machines.value) {
    $restart = "{0}/subscriptions/{1}/resourceGroups/{2}/providers/Microsoft.Compute/virtualMachines/{3}/restart?api-version=2024-07-01" -f $arm, $subscription, $group, $machine.name
    Invoke-RestMethod -Method Post -Uri $restart -Headers $headers
}

$graphHeaders = @{ Authorization = "Bearer $((Get-AzAccessToken -ResourceTypeName MSGraph).Token)" }
$identity = Invoke-RestMethod -Headers $graphHeaders -Uri "https://graph.microsoft.com/v1.0/servicePrincipals?`$filter=displayName eq 'aa-prod'"
$assignments = Invoke-RestMethod -Headers $graphHeaders -Uri "https://graph.microsoft.com/v1.0/servicePrincipals/$($identity.value[0].id)/appRoleAssignments"
Write-Output "Jobs: $(($jobs.Content | ConvertFrom-Json).value.Count), app roles: $($assignments.value.Count)"
