"""Recovery data for the service desk."""
import base64
import os
import urllib.parse

import requests
from azure.identity import ClientSecretCredential

credential = ClientSecretCredential(os.environ["TENANT_ID"], os.environ["CLIENT_ID"], os.environ["CLIENT_SECRET"])
session = requests.Session()
session.headers["Authorization"] = "Bearer " + credential.get_token("https://graph.microsoft.com/.default").token
session.headers["User-Agent"] = "service-desk/1.0"
root = "https://graph.microsoft.com/v1.0"


def local_password(device_id):
    url = root + "/directory/deviceLocalCredentials/" + device_id + "?$select=credentials"
    entry = session.get(url).json()
    newest = max(entry["credentials"], key=lambda c: c["backupDateTime"])
    return base64.b64decode(newest["passwordBase64"]).decode()


def recovery_keys(device_id):
    quoted = urllib.parse.quote(f"deviceId eq '{device_id}'")
    keys = session.get(f"{root}/informationProtection/bitlocker/recoveryKeys?$filter={quoted}").json()["value"]
    return [
        session.get("{}/informationProtection/bitlocker/recoveryKeys/{}?$select=key".format(root, key["id"])).json()["key"]
        for key in keys
    ]


def devices():
    # session.delete(root + "/devices/1")
    return session.get(root + "/devices", params={"$select": "id,deviceId,displayName"}).json()["value"]
