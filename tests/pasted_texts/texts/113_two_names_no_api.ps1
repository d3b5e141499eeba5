$apps = 'Graph','SharePoint'
$permissions = 'Sites.Selected'
=====
ask: Sites.Selected = graph sharepoint
