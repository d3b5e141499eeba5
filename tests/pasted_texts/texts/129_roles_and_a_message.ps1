$roles = 'Exchange Administrator','Global Reader' # directory
foreach ($r in $roles) { Write-Host "Assigning $r (not Global Administrator)" }
=====
roles: Exchange Administrator, Global Reader

