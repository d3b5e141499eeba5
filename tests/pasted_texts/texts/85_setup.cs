// Requires Directory.ReadWrite.All
var graphPermissions = new[] { "User.Read.All", "Group.Read.All" }; // and Mail.Send
/* "Mail.ReadWrite" */
var sharePointPermissions = new List<string> { "Sites.Selected" };
#region x
Console.WriteLine("Assigning Mail.Read");
=====
graph: User.Read.All, Group.Read.All
sharepoint: Sites.Selected
out: Directory.ReadWrite.All, Mail.Send, Mail.ReadWrite, Mail.Read
