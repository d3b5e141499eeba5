var roles = [
  {
    resource: 'Microsoft Graph'
    permissions: [
      'User.Read.All'
      'Mail.Send'
    ]
  }
  {
    resource: 'SharePoint'
    permissions: [
      'Sites.Selected'
    ]
  }
]
@description('https://graph.microsoft.com/Directory.ReadWrite.All is not needed')
param x string
=====
graph: User.Read.All, Mail.Send
sharepoint: Sites.Selected
out: Directory.ReadWrite.All
