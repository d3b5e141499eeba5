#!/usr/bin/env bash
set -euo pipefail
APP_ID="5c1f6d0a-0a4e-4b8e-9b0b-6c1d2f3a4b5c"
# Mail.ReadWrite was asked for once
az ad app permission add --id "$APP_ID" --api 00000003-0000-0000-c000-000000000000 --api-permissions \
    df021288-bdef-4463-88db-98f22de89214=Role e1fe6dd8-ba31-4d61-89e7-88639da4683d=Scope
az ad app permission add --id "$APP_ID" --api 00000003-0000-0ff1-ce00-000000000000 --api-permissions 678536fe-1083-478a-9c59-b99265e6b0d3=Role
az ad app permission grant --id "$APP_ID" --api 00000003-0000-0000-c000-000000000000 --scope "Calendars.Read.Shared"
az ad app permission admin-consent --id "$APP_ID"
=====
graph: User.Read.All
sharepoint: Sites.FullControl.All
delegated: User.Read, Calendars.Read.Shared
out: Mail.ReadWrite
