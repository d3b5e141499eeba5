$needed = "User.Read.All", "Sites.Selected"  # Graph
"Mail.Send" | Set-Permission -Resource "Office 365 Exchange Online"
=====
graph: User.Read.All, Sites.Selected
exchange: Mail.Send
