$needed = @{
    '00000002-0000-0ff1-ce00-000000000000' = 'Exchange.ManageAsApp', 'TermStore.Read.All'   /* of SharePoint */
    "Microsoft Graph"                      = @('User.Raed.All', 'User.Read.All')
}
=====
exchange: Exchange.ManageAsApp
graph: User.Read.All
out: TermStore.Read.All, User.Raed.All
