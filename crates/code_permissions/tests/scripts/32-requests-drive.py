import os
import pathlib

import requests

BASE = "https://graph.microsoft.com/v1.0"
DRIVE = os.environ["DRIVE_ID"]


def call(token: str, method: str, path: str, **kwargs):
    """Sends one request. Example: call(token, "DELETE", "/users/1")"""
    response = requests.request(
        method, BASE + path, headers={"Authorization": "Bearer " + token}, timeout=60, **kwargs
    )
    response.raise_for_status()
    return response


def upload(token: str, file: pathlib.Path) -> str:
    path = f"/drives/{DRIVE}/root:/reports/{file.name}:/content"
    item = call(token, "PUT", path, data=file.read_bytes()).json()
    link = call(token, "POST", f"/drives/{DRIVE}/items/{item['id']}/createLink", json={"type": "view", "scope": "organization"})
    return link.json()["link"]["webUrl"]


def download(token: str, name: str) -> bytes:
    meta = call(token, "GET", f"/drives/{DRIVE}/root:/reports/{name}").json()
    return requests.get(meta["@microsoft.graph.downloadUrl"], timeout=60).content


def clean(token: str, keep: int = 10) -> None:
    children = call(token, "GET", f"/drives/{DRIVE}/root:/reports:/children").json()["value"]
    for item in sorted(children, key=lambda i: i["createdDateTime"])[:-keep]:
        call(token, "DELETE", f"/drives/{DRIVE}/items/{item['id']}")
