/*
  'Directory.ReadWrite.All'
*/
@allowed([ 'User.Read.All' ])
param role string = 'User.Read.All'
var graphAppId = '00000003-0000-0000-c000-000000000000'
=====
graph: User.Read.All
out: Directory.ReadWrite.All
