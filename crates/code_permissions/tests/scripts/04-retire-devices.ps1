[CmdletBinding(SupportsShouldProcess)]
param([int]$MaxAgeDays = 180)

Connect-MgGraph -Identity -NoWelcome
$before = (Get-Date).AddDays(-$MaxAgeDays).ToString('yyyy-MM-ddTHH:mm:ssZ')

$managed = Get-MgBetaDeviceManagementManagedDevice -All -Filter "lastSyncDateTime lt $before"
foreach ($device in $managed) {
    if ($PSCmdlet.ShouldProcess($device.DeviceName, 'Retire')) {
        Invoke-MgRetireDeviceManagementManagedDevice -ManagedDeviceId $device.Id
    }

    $entra = Get-MgDevice -Filter "deviceId eq '$($device.AzureAdDeviceId)'"
    switch ($entra.TrustType) {
        'Workplace' { Remove-MgDevice -DeviceId $entra.Id }
        default     { Update-MgDevice -DeviceId $entra.Id -AccountEnabled:$false }
    }
}
Write-Information "Retired: $($managed.Count)" -InformationAction Continue
