ROLES = {
  'graph' => %w[User.Read.All Files.Read.All],
  'exchange' => ['full_access_as_app']
}
=====
graph: User.Read.All, Files.Read.All
exchange: full_access_as_app
