import datetime as dt

import httpx
from azure.identity import ManagedIdentityCredential

credential = ManagedIdentityCredential()
token = credential.get_token("https://graph.microsoft.com/.default")
since = (dt.datetime.now(dt.UTC) - dt.timedelta(days=30)).isoformat()

with httpx.Client(
    base_url="https://graph.microsoft.com/beta",
    headers={"Authorization": f"Bearer {token.token}"},
) as client:
    devices = client.get(
        "/deviceManagement/managedDevices",
        params={"$filter": f"lastSyncDateTime lt {since}", "$select": "id,deviceName"},
    ).json()["value"]

    for device in devices:
        answer = client.post(f"/deviceManagement/managedDevices/{device['id']}/syncDevice")
        if answer.status_code == 404:
            print("gone:", device["deviceName"])
            continue
        answer.raise_for_status()

    autopilot = client.get("/deviceManagement/windowsAutopilotDeviceIdentities?$top=1000")
    apps = client.get("/deviceAppManagement/mobileApps", params={"$top": "5"})
    print(len(autopilot.json()["value"]), "Autopilot devices,", len(apps.json()["value"]), "apps")
