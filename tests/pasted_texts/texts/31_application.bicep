resource app 'Microsoft.Graph/applications@v1.0' = {
  uniqueName: 'job'
  displayName: 'job'
  requiredResourceAccess: [
    {
      resourceAppId: '00000003-0000-0000-c000-000000000000'
      resourceAccess: [
        { id: 'b633e1c5-b582-4048-a93e-9f11b44c7e96', type: 'Role' }
        { id: '64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0', type: 'Scope' } // email
      ]
    }
  ]
}
=====
graph: Mail.Send
delegated: email
