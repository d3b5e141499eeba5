Register-PnPAzureADApp -ApplicationName "Provisioning" -Tenant contoso.onmicrosoft.com `
    -GraphApplicationPermissions "Group.ReadWrite.All","User.Read.All" `
    -GraphDelegatePermissions "Group.Read.All" `
    -SharePointApplicationPermissions "Sites.FullControl.All","User.Read.All" `
    -SharePointDelegatePermissions "AllSites.FullControl"
=====
graph: Group.ReadWrite.All, User.Read.All
sharepoint: Sites.FullControl.All, User.Read.All
delegated: Group.Read.All, AllSites.FullControl
