const permissions: string[] = ["User.Read.All", 'Files.Read.All'];
const appRoles = { graph: ["Mail.Send"], sharePoint: ["Sites.Selected"] };
// const old = ["Directory.ReadWrite.All"];
await assign(identity, "00000003-0000-0000-c000-000000000000", permissions);
console.log("granted Group.Read.All");
=====
graph: User.Read.All, Files.Read.All, Mail.Send
sharepoint: Sites.Selected
out: Directory.ReadWrite.All, Group.Read.All
