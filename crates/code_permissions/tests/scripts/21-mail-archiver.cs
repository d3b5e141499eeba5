using Azure.Identity;
using Microsoft.Graph;
using Microsoft.Graph.Models;

// Moves read mail older than a year. Needs nothing of graph.Me.Messages.GetAsync().
var credential = new ManagedIdentityCredential(ManagedIdentityId.SystemAssigned);
var graph = new GraphServiceClient(credential, new[] { "https://graph.microsoft.com/.default" });
const string mailbox = "invoices@contoso.com";
var limit = DateTimeOffset.UtcNow.AddYears(-1).ToString("o");

var folders = await graph.Users[mailbox].MailFolders.GetAsync();
var archive = folders?.Value?.FirstOrDefault(f => f.DisplayName == "Archive")
    ?? throw new InvalidOperationException("No folder Archive");

var page = await graph.Users[mailbox].Messages.GetAsync(request =>
{
    request.QueryParameters.Filter = $"isRead eq true and receivedDateTime lt {limit}";
    request.QueryParameters.Select = new[] { "id", "subject", "body" };
    request.QueryParameters.Top = 50;
});

var moved = 0;
var iterator = PageIterator<Message, MessageCollectionResponse>.CreatePageIterator(graph, page!, async message =>
{
    await graph.Users[mailbox].Messages[message.Id].Move.PostAsync(
        new() { DestinationId = archive.Id });
    moved++;
    return true;
});
await iterator.IterateAsync();
Console.WriteLine($"graph.Users moved {moved} messages");
