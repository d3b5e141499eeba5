from azure.identity.aio import DefaultAzureCredential
from msgraph import GraphServiceClient
from msgraph.generated.users.item.messages.messages_request_builder import MessagesRequestBuilder
from msgraph.generated.users.item.send_mail.send_mail_post_request_body import SendMailPostRequestBody

graph = GraphServiceClient(DefaultAzureCredential())


async def newest(user_id: str):
    parameters = MessagesRequestBuilder.MessagesRequestBuilderGetQueryParameters(
        top=10,
        select=["id", "subject", "from", "bodyPreview"],
        orderby=["receivedDateTime DESC"],
    )
    configuration = MessagesRequestBuilder.MessagesRequestBuilderGetRequestConfiguration(query_parameters=parameters)
    return await graph.users.by_user_id(user_id).messages.get(request_configuration=configuration)


async def save_attachments(user_id: str, message_id: str) -> list[bytes]:
    found = await graph.users.by_user_id(user_id).messages.by_message_id(message_id).attachments.get()
    return [a.content_bytes for a in found.value if a.content_bytes]


async def forward(user_id: str, body: SendMailPostRequestBody) -> None:
    # sends as the user: graph.me.send_mail.post(body) would need a signed-in user
    await graph.users.by_user_id(user_id).send_mail.post(body)


async def away(user_id: str) -> bool:
    settings = await graph.users.by_user_id(user_id).mailbox_settings.get()
    return settings.automatic_replies_setting.status != "disabled"
