import asyncio
import os

from azure.identity.aio import ManagedIdentityCredential
from msgraph import GraphServiceClient
from msgraph.generated.groups.groups_request_builder import GroupsRequestBuilder
from msgraph.generated.models.reference_create import ReferenceCreate

SCOPES = ["https://graph.microsoft.com/.default"]


async def main() -> None:
    credential = ManagedIdentityCredential(client_id=os.environ["CLIENT_ID"])
    client = GraphServiceClient(credential, SCOPES)

    query = GroupsRequestBuilder.GroupsRequestBuilderGetQueryParameters(
        filter="startswith(displayName,'proj-')",
        select=["id", "displayName"],
    )
    config = GroupsRequestBuilder.GroupsRequestBuilderGetRequestConfiguration(query_parameters=query)
    groups = await client.groups.get(request_configuration=config)

    reference = ReferenceCreate(odata_id=f"https://graph.microsoft.com/v1.0/users/{os.environ['OWNER_ID']}")
    for group in groups.value:
        drive = await client.groups.by_group_id(group.id).drive.get()
        print(f"{group.display_name}: {drive.quota.used if drive.quota else 'unknown'}")
        try:
            await client.groups.by_group_id(group.id).owners.ref.post(reference)
        except Exception as error:  # already an owner
            print("owners.ref.post failed:", error)

    # await client.groups.by_group_id(group.id).delete()


asyncio.run(main())
