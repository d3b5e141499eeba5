using Microsoft.Graph;
using Microsoft.Graph.Models;

namespace Contoso.Provisioning;

internal sealed class TeamFactory
{
    private readonly GraphServiceClient client;
    public TeamFactory(GraphServiceClient client) => this.client = client;

    /// <summary>Adds the default channels. See client.Teams[id].Channels.PostAsync(channel).</summary>
    public async Task AddChannelsAsync(string teamId, IEnumerable<string> names)
    {
        var team = await client.Teams[teamId].GetAsync();
        var owner = await client.Users["kim@contoso.com"].GetAsync();
        var existing = await client.Teams[teamId].Channels.GetAsync(
            c => c.QueryParameters.Select = new[] { "displayName" });

        foreach (var name in names.Except(existing!.Value!.Select(c => c.DisplayName)))
        {
            var channel = new Channel { DisplayName = name, MembershipType = ChannelMembershipType.Standard };
            var created = await client.Teams[teamId].Channels.PostAsync(channel);
            await client.Teams[teamId].Channels[created!.Id].Messages.PostAsync(new ChatMessage
            {
                Body = new ItemBody { Content = $"Welcome to {team!.DisplayName}" },
            });
        }

        var member = new AadUserConversationMember
        {
            AdditionalData = { ["user@odata.bind"] = $"https://graph.microsoft.com/v1.0/users('{owner!.Id}')" },
        };
        await client.Teams[teamId].Members.PostAsync(member);
    }
}
