$grants = @(
    @{ ApiId = '7d3a2c1b-0f4e-4a5b-9c6d-8e7f6a5b4c3d'; Permissions = @('Orders.Read.All', 'Orders.Write') }
    @{ ApiId = '00000003-0000-0000-c000-000000000000'; Permissions = @('Files.Read.All') }
)
=====
graph: Files.Read.All
7d3a2c1b-0f4e-4a5b-9c6d-8e7f6a5b4c3d: Orders.Read.All, Orders.Write
