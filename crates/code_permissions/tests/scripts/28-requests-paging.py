"""Report about registered sign-in methods.

Examples of other reports:
    requests.get("https://graph.microsoft.com/v1.0/reports/getTeamsUserActivityUserDetail(period='D7')")
"""
import csv
import logging
import sys

import requests
from azure.identity import DefaultAzureCredential

GRAPH = "https://graph.microsoft.com"
VERSION = "v1.0"
log = logging.getLogger(__name__)


def headers():
    token = DefaultAzureCredential().get_token(f"{GRAPH}/.default").token
    return {"Authorization": f"Bearer {token}"}


def pages(session, url):
    while url:
        answer = session.get(url, timeout=30)
        answer.raise_for_status()
        body = answer.json()
        yield from body["value"]
        url = body.get("@odata.nextLink")


def main():
    session = requests.Session()
    session.headers.update(headers())
    writer = csv.writer(sys.stdout)
    for row in pages(session, f"{GRAPH}/{VERSION}/reports/authenticationMethods/userRegistrationDetails"):
        writer.writerow([row["userPrincipalName"], row["isMfaRegistered"]])
        if not row["isMfaRegistered"]:
            user = session.get(f"{GRAPH}/{VERSION}/users/{row['id']}?$select=displayName,officeLocation")
            log.warning("no MFA: %s", user.json().get("officeLocation"))


if __name__ == "__main__":
    main()
