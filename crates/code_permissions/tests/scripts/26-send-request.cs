using System.Text;
using System.Text.Json;

public static class Password
{
    private static readonly HttpClient Http = new() { BaseAddress = new Uri("https://graph.microsoft.com/v1.0/") };

    public static async Task ResetAsync(string userId, string password, string token)
    {
        var json = JsonSerializer.Serialize(new
        {
            passwordProfile = new { forceChangePasswordNextSignIn = true, password },
        });
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"users/{userId}")
        {
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new("Bearer", token);
        using var response = await Http.SendAsync(request);
        response.EnsureSuccessStatusCode();

        using var revoke = new HttpRequestMessage(HttpMethod.Post, $"users/{userId}/revokeSignInSessions");
        revoke.Headers.Authorization = new("Bearer", token);
        await Http.SendAsync(revoke);
    }

    public static async Task<string> FollowAsync(Uri address, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new("Bearer", token);
        var response = await Http.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }
}
