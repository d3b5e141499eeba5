using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using Microsoft.Graph;
using Microsoft.Graph.Applications.Item.AddPassword;
using Microsoft.Graph.Applications.Item.RemovePassword;
using Microsoft.Graph.Models;

var credential = new DefaultAzureCredential();
var graph = new GraphServiceClient(credential);
var vault = new SecretClient(new Uri("https://contoso-ops.vault.azure.net"), credential);

var me = await graph.Me.GetAsync();
Console.WriteLine($"Running as {me?.UserPrincipalName}");

var apps = await graph.Applications.GetAsync(r => r.QueryParameters.Filter = "startswith(displayName,'svc-')");
foreach (var app in apps!.Value!)
{
    var soon = app.PasswordCredentials!.Where(p => p.EndDateTime < DateTimeOffset.UtcNow.AddDays(14)).ToList();
    if (soon.Count == 0) continue;

    var body = new AddPasswordPostRequestBody
    {
        PasswordCredential = new PasswordCredential { DisplayName = "rotated", EndDateTime = DateTimeOffset.UtcNow.AddDays(90) },
    };
    var secret = await graph.Applications[app.Id].AddPassword.PostAsync(body);
    await vault.SetSecretAsync(app.DisplayName, secret!.SecretText);

    foreach (var old in soon)
        await graph.Applications[app.Id].RemovePassword.PostAsync(new RemovePasswordPostRequestBody { KeyId = old.KeyId });
}
