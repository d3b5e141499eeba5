module.exports = {
  graph: { appId: '00000003-0000-0000-c000-000000000000', roles: ['User.Read.All', 'Mail.Send'] }, // 'Mail.Read'
  sharePoint: { appId: '00000003-0000-0ff1-ce00-000000000000', roles: ['Sites.Selected'] },
  url: 'https://graph.microsoft.com/v1.0/me',
};
=====
graph: User.Read.All, Mail.Send
sharepoint: Sites.Selected
out: Mail.Read
