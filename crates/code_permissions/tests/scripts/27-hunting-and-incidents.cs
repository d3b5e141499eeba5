using Azure.Identity;
using Microsoft.Graph.Beta;
using Microsoft.Graph.Beta.Models.Security;
using Microsoft.Graph.Beta.Security.MicrosoftGraphSecurityRunHuntingQuery;

var beta = new GraphServiceClient(new ManagedIdentityCredential(clientId: Environment.GetEnvironmentVariable("CLIENT_ID")));

var query = new RunHuntingQueryPostRequestBody
{
    Query = """
        DeviceProcessEvents
        | where Timestamp > ago(1d) and FileName =~ "rundll32.exe"
        | summarize count() by DeviceName
        """,
};
var result = await beta.Security.MicrosoftGraphSecurityRunHuntingQuery.PostAsync(query);
Console.WriteLine(result!.Results!.Count);

var incidents = await beta.Security.Incidents.GetAsync(r =>
    r.QueryParameters.Filter = "status eq 'active' and severity eq 'low'");
foreach (var incident in incidents!.Value!)
{
    // await beta.Security.Incidents[incident.Id].Comments.PostAsync(...);
    await beta.Security.Incidents[incident.Id].PatchAsync(new Incident
    {
        Status = IncidentStatus.Resolved,
        ResolvingComment = "Closed by the automation",
    });
}
var scores = await beta.Security.SecureScores.GetAsync(r => r.QueryParameters.Top = 1);
Console.WriteLine($"Secure score {scores?.Value?[0].CurrentScore}");
