param([ValidateSet('Start', 'Stop')][string]$Action = 'Stop', [string]$Tag = 'office-hours')

Disable-AzContextAutosave -Scope Process | Out-Null
$context = (Connect-AzAccount -Identity).Context
$vms = Get-AzVM -DefaultProfile $context | Where-Object { $_.Tags['schedule'] -eq $Tag }

foreach ($vm in $vms) {
    try {
        if ($Action -eq 'Start') {
            Start-AzVM -ResourceGroupName $vm.ResourceGroupName -Name $vm.Name -NoWait
        }
        else {
            Stop-AzVM -ResourceGroupName $vm.ResourceGroupName -Name $vm.Name -Force -NoWait
        }
    }
    catch { $failed += @($vm.Name) }
}

$secret = Get-AzKeyVaultSecret -VaultName 'contoso-ops' -Name 'webhook' -AsPlainText
Invoke-RestMethod -Method Post -Uri $secret -Body (@{ text = "$Action failed: $($failed -join ', ')" } | ConvertTo-Json)

$token = Get-AzAccessToken -ResourceTypeName MSGraph
$header = @{ Authorization = "Bearer $($token.Token)" }
$mail = '{"message":{"subject":"VM schedule","toRecipients":[{"emailAddress":{"address":"ops@contoso.com"}}]}}'
Invoke-RestMethod -Method Post -Uri 'https://graph.microsoft.com/v1.0/users/noreply@contoso.com/sendMail' -Headers $header -Body $mail -ContentType 'application/json'
