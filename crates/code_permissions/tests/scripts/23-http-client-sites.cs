using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Identity;

const string Graph = "https://graph.microsoft.com/v1.0";
var token = await new DefaultAzureCredential().GetTokenAsync(
    new TokenRequestContext(["https://graph.microsoft.com/.default"]), default);

using var http = new HttpClient();
http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);

var site = await http.GetFromJsonAsync<JsonNode>($"{Graph}/sites/contoso.sharepoint.com:/sites/finance");
var siteId = (string)site!["id"]!;
var lists = await http.GetFromJsonAsync<JsonNode>(Graph + "/sites/" + siteId + "/lists?$select=id,name");

foreach (var list in lists!["value"]!.AsArray())
{
    var url = $"{Graph}/sites/{siteId}/lists/{list!["id"]}/items?$expand=fields";
    while (url is not null)
    {
        var items = await http.GetFromJsonAsync<JsonNode>(url);
        Console.WriteLine($"{list["name"]}: {items!["value"]!.AsArray().Count}");
        url = (string?)items["@odata.nextLink"];
    }
}

var entry = new { fields = new { Title = $"Counted on {DateTime.UtcNow:d}" } };
var answer = await http.PostAsJsonAsync($"{Graph}/sites/{siteId}/lists/Log/items", entry);
answer.EnsureSuccessStatusCode();
