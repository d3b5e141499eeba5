using Azure.Identity;
using Microsoft.Graph;
using Microsoft.Graph.Models;

public class GuestReview(ILogger<GuestReview> logger)
{
    private readonly GraphServiceClient _graph = new(new DefaultAzureCredential());

    public async Task RunAsync(string sponsor, CancellationToken cancel)
    {
        var guests = await _graph
            .Users
            .GetAsync(r =>
            {
                r.QueryParameters.Filter = "userType eq 'Guest'";
                r.QueryParameters.Select = ["id", "displayName", "mail", "createdDateTime"];
                r.QueryParameters.Expand = ["manager"];
            }, cancel);

        foreach (var guest in guests?.Value ?? [])
        {
            if (guest.CreatedDateTime > DateTimeOffset.UtcNow.AddYears(-1)) continue;
            try
            {
                await _graph.Users[guest.Id].DeleteAsync(cancellationToken: cancel);
                logger.LogInformation("DELETE https://graph.microsoft.com/v1.0/users/{Id}", guest.Id);
            }
            catch (ServiceException error) { logger.LogError(error, "Not deleted"); }
        }

        var invitation = new Invitation
        {
            InvitedUserEmailAddress = sponsor,
            InviteRedirectUrl = "https://myapps.microsoft.com",
        };
        await _graph.Invitations.PostAsync(invitation, cancellationToken: cancel);
    }
}
