$required = @(
    [PSCustomObject]@{ AppId = "00000003-0000-0000-c000-000000000000"; Roles = "User.Read.All","Mail.Send" },
    [PSCustomObject]@{ AppId = "00000003-0000-0ff1-ce00-000000000000"; Roles = @("Sites.FullControl.All") }
)
=====
graph: User.Read.All, Mail.Send
sharepoint: Sites.FullControl.All
