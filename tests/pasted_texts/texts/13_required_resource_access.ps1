$access = @(
    @{
        ResourceAppId  = "00000003-0000-0000-c000-000000000000"
        ResourceAccess = @(
            @{ Id = "df021288-bdef-4463-88db-98f22de89214"; Type = "Role" },
            @{ Id = "e1fe6dd8-ba31-4d61-89e7-88639da4683d"; Type = "Scope" }
        )
    },
    @{
        ResourceAppId  = "fc780465-2017-40d4-a0c5-307022471b92"
        ResourceAccess = @(@{ Id = "ea8291d3-4b9a-44b5-bc3a-6cea3026dc79"; Type = "Role" })
    }
)
Update-MgApplication -ApplicationId $app.Id -RequiredResourceAccess $access
=====
graph: User.Read.All
defender: Machine.Read.All
delegated: User.Read
