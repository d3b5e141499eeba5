import asyncio
import json
import sys

import requests
from azure.identity import ManagedIdentityCredential

with open(sys.argv[1]) as handle:
    config = json.load(handle)

ROOT = "https://graph.microsoft.com/v1.0/"
token = ManagedIdentityCredential().get_token("https://graph.microsoft.com/.default").token
auth = {"Authorization": "Bearer " + token}

for path in config["paths"]:
    answer = requests.get(ROOT + path, headers=auth)
    print(path, answer.status_code)

requests.request(config["method"], config["url"], headers=auth, json=config.get("body"))

# known after all
for endpoint in ("domains", "organization"):
    answer = requests.get(ROOT + endpoint, headers=auth)
    print(endpoint, len(answer.json()["value"]))

kind = "riskDetections" if "--risk" in sys.argv else "riskyServicePrincipals"
print(requests.get(f"{ROOT}identityProtection/{kind}", headers=auth).json())
