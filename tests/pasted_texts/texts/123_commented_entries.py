PERMISSIONS = {
    "00000003-0000-0000-c000-000000000000": [  # Microsoft Graph
        "User.Read.All",
        # "Mail.Send",
    ],
    "00000003-0000-0ff1-ce00-000000000000": ["Sites.Selected"],
}
=====
graph: User.Read.All
sharepoint: Sites.Selected
out: Mail.Send
